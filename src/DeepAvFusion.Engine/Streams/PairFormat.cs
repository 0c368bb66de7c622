using DeepAvFusion.Media.Sources;

namespace DeepAvFusion.Engine.Streams;

/// <summary>What two sources hold together.</summary>
internal static class PairFormat
{
    /// <summary>Picture and sound are both expected, whether or not they are here at present.</summary>
    public static MediaFormat Of(PairSide picture, PairSide sound, TimeSpan soundOffset)
    {
        var (seen, heard) = (picture.Format, sound.Format);
        var isRecording = seen is { IsRecording: true } && heard is { IsRecording: true };
        var heardTo = heard?.Duration + soundOffset;
        return new MediaFormat
        {
            HasPicture = true,
            HasSound = true,
            HasPreview = seen is { HasPreview: true },
            Width = seen?.Width ?? 0,
            Height = seen?.Height ?? 0,
            Duration = isRecording && seen!.Duration is { } seenTo && heardTo is { } to ? (seenTo > to ? seenTo : to) : null,
            IsRecording = isRecording,
            Container = string.Join('+', new[] { seen, heard }.OfType<MediaFormat>().Select(format => format.Container)),
            PictureSource = seen?.PictureSource ?? "no picture yet",
            SoundSource = heard?.SoundSource ?? "no sound yet",
            Remark = string.Join(", ", new[] { seen, heard }.OfType<MediaFormat>().Select(format => format.Remark).Where(remark => remark.Length > 0)),
        };
    }
}
