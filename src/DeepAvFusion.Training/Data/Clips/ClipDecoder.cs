using DeepAvFusion.Core;
using DeepAvFusion.Media.Sources;

namespace DeepAvFusion.Training.Data.Clips;

/// <summary>Decodes short clips whole, with FFmpeg. Safe from several threads.</summary>
/// <param name="pictureRate">Pictures a second that are kept.</param>
/// <param name="shortSide">Shorter side of a kept picture, pixels.</param>
/// <param name="keyPictures">Whether only key pictures are decoded, as training does: it takes three to four times as long otherwise.</param>
public sealed class ClipDecoder(double pictureRate = 4, int shortSide = ClipDecoder.PublishedSide, bool keyPictures = false)
{
    /// <summary>Shorter side of the clips that the original reads.</summary>
    public const int PublishedSide = 360;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private static readonly StreamId Stream = new("training");

    private readonly SourceSettings _settings = new()
    {
        PictureRate = pictureRate,
        ShortSide = shortSide,
        Preview = null,
        ConnectTimeout = Patience,
        StallTimeout = Patience,
        LivePacing = false,
        Queue = TimeSpan.FromSeconds(5),
        RtspTransport = RtspTransport.Tcp,
        DecoderThreads = 1,
        KeyPicturesOnly = keyPictures,
        Policy = SourcePolicy.Open with { AllowedSchemes = ["file"] },
    };

    /// <summary>Decodes a clip; of a long one, the first minute.</summary>
    /// <exception cref="SampleException">It is not there, is no media, or lacks picture or sound.</exception>
    public async Task<DecodedClip> ReadAsync(string path, CancellationToken cancellation)
    {
        if (!IsOrdinary(path)) throw new SampleException($"'{Path.GetFileName(path)}' is empty, or no ordinary file");
        var (pictures, sound) = (new List<DecodedPicture>(), new List<float>());
        try
        {
            var source = await MediaSource.OpenAsync(Stream, RunId.Next(), SourceUri.Parse(Path.GetFullPath(path)), _settings, TimeProvider.System, cancellation).ConfigureAwait(false);
            await using var open = source.ConfigureAwait(false);
            await foreach (var frame in source.ReadAsync(cancellation).ConfigureAwait(false))
            {
                using var taken = frame;
                if (frame.Time.FromStart > Longest) break;
                if (frame is PictureFrame picture) pictures.Add(new DecodedPicture(picture.Time.Seconds, picture.Rgb.Span.ToArray(), picture.Width, picture.Height));
                if (frame is SoundFrame stretch) Add(sound, stretch);
            }
        }
        catch (SourceException trouble)
        {
            throw new SampleException(trouble.Message, trouble);
        }

        return pictures.Count > 0 && sound.Count > 0
            ? new DecodedClip(pictures, [.. sound])
            : throw new SampleException($"'{Path.GetFileName(path)}' has {(pictures.Count == 0 ? "no picture" : "no sound")}");
    }

    /// <summary>Whether opening it comes to an end: pipes and devices, which have no length, may never answer. What is not there is told of later.</summary>
    private static bool IsOrdinary(string path) => new FileInfo(path) is var file && (!file.Exists || (file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file).Length > 0);

    /// <summary>Puts a stretch at its place on the clock.</summary>
    private static void Add(List<float> sound, SoundFrame stretch)
    {
        var place = (int)Math.Max(0, stretch.Time.ToSample(AudioClock.Rate));
        if (place > sound.Count) sound.AddRange(new float[place - sound.Count]);
        sound.AddRange(stretch.Samples.Span[Math.Min(stretch.Samples.Length, sound.Count - place)..]);
    }
}
