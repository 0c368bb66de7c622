namespace FFMpegCore.Enums;

/// <summary>Well-known video codecs; reading one that this ffmpeg lacks throws.</summary>
public static class VideoCodec
{
    public static Codec LibX264 => FFMpeg.GetCodec("libx264");
    public static Codec LibX265 => FFMpeg.GetCodec("libx265");
    public static Codec LibVpx => FFMpeg.GetCodec("libvpx");
    public static Codec LibTheora => FFMpeg.GetCodec("libtheora");
    public static Codec LibaomAv1 => FFMpeg.GetCodec("libaom-av1");

    /// <summary>Still pictures.</summary>
    public static class Image
    {
        public static Codec Png => FFMpeg.GetCodec("png");
        public static Codec Jpg => FFMpeg.GetCodec("mjpeg");
        public static Codec Bmp => FFMpeg.GetCodec("bmp");
        public static Codec Webp => FFMpeg.GetCodec("webp");
    }
}
