namespace DeepAvFusion.Media.Sources;

/// <summary>Puts together what FFmpeg's banner and the container's headers tell about a source.</summary>
internal static class SourceFormat
{
    /// <summary>FFmpeg also reads single pictures and draws texts; neither is a stream.</summary>
    /// <exception cref="SourceException">It is a still picture or a text.</exception>
    public static void CheckContainer(SourceUri uri, string container)
    {
        if (container == "image2" || container.EndsWith("_pipe", StringComparison.Ordinal))
            throw new SourceException(SourceFailure.StillImage, $"{uri} is a still image; give a video, a sound file or a stream.");
        if (container == "tty")
            throw new SourceException(SourceFailure.NotMedia, $"{uri} is a text; give a video, a sound file or a stream.");
    }

    /// <exception cref="SourceException">It is a still picture or a text.</exception>
    public static MediaFormat Of(SourceUri uri, FfmpegLog log, SourceReader reader, SourceSides sides)
    {
        CheckContainer(uri, log.Container);
        var streams = log.Streams;
        var picture = streams.FirstOrDefault(stream => stream.IsPicture && !stream.IsAttached);
        var sound = streams.FirstOrDefault(stream => !stream.IsPicture);
        var (rgb, pcm) = (reader[SourcePart.Picture], reader[SourcePart.Sound]);
        return new MediaFormat
        {
            HasPicture = rgb is not null,
            HasSound = pcm is not null,
            HasPreview = reader[SourcePart.Preview] is not null,
            Width = rgb?.Width ?? 0,
            Height = rgb?.Height ?? 0,
            Duration = log.Duration,
            Container = log.Container,
            PictureSource = rgb is null ? "" : picture?.ToString() ?? "picture",
            SoundSource = pcm is null ? "" : sound?.ToString() ?? "sound",
            Remark = sides switch
            {
                SourceSides.Picture => "its sound is announced but does not come",
                SourceSides.Sound => "its picture is announced but does not come",
                _ => "",
            },
        };
    }
}
