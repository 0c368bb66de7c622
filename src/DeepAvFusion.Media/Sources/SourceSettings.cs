using DeepAvFusion.Core;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Media.Packets;

namespace DeepAvFusion.Media.Sources;

/// <summary>How a source is read. Rates are pictures a second, sizes pixels.</summary>
public sealed record SourceSettings
{
    /// <summary>Pictures a second to analyse, at most; fewer when the source has fewer.</summary>
    public required double PictureRate { get; init; }

    /// <summary>Shorter side of an analysed picture; the longer one follows the source's shape, even, up to four times as long.</summary>
    public required int ShortSide { get; init; }

    /// <summary>Null for no preview pictures.</summary>
    public required PreviewSettings? Preview { get; init; }

    /// <summary>From the start of FFmpeg to the first picture or sample.</summary>
    public required TimeSpan ConnectTimeout { get; init; }

    /// <summary>Longest time without any data before the source counts as dead.</summary>
    public required TimeSpan StallTimeout { get; init; }

    /// <summary>Plays a file at its own pace, as if it were live.</summary>
    public required bool LivePacing { get; init; }

    /// <summary>How much media may wait for the consumer: beyond it a live source loses the oldest pictures, a file waits.</summary>
    public required TimeSpan Queue { get; init; }

    public required RtspTransport RtspTransport { get; init; }

    /// <summary>Threads FFmpeg's decoder may use.</summary>
    public required int DecoderThreads { get; init; }

    public required SourcePolicy Policy { get; init; }

    /// <summary>Decodes only the pictures that need no other to be decoded, of which a file has one every second or so: a fraction of the work.</summary>
    public bool KeyPicturesOnly { get; init; }

    /// <summary>Which streams of the source are read.</summary>
    public StreamChoice Choice { get; init; } = StreamChoice.Auto;

    /// <summary>Which sides of the source are read; the other is left alone, whether there is one or not.</summary>
    public SourceSides Sides { get; init; } = SourceSides.Both;

    /// <summary>Where the packets of live sources are kept for a while; null for nowhere.</summary>
    public PacketShelf? Packets { get; init; }

    /// <summary>How much later than it comes this source is taken, against the other of a pair.</summary>
    public TimeSpan PacketDelay { get; init; }

    /// <summary>Hears the sound as it is, before it is mixed and resampled; null for nobody, which spares the way.</summary>
    public INativeSoundListener? Listener { get; init; }

    /// <summary>Reads the section `davf.source`.</summary>
    public static SourceSettings From(SettingsReader source) => new()
    {
        PictureRate = source.Number("picture-rate", 0.1, 120),
        ShortSide = source.Count("short-side", 16, 2160),
        Preview = source.Section("preview", PreviewSettings.From),
        ConnectTimeout = source.Positive("connect-timeout"),
        StallTimeout = source.Positive("stall-timeout"),
        LivePacing = source.Flag("live-pacing"),
        Queue = source.Positive("queue"),
        RtspTransport = source.Choice<RtspTransport>("rtsp-transport"),
        DecoderThreads = source.Count("decoder-threads", 1, 64),
        Policy = SourcePolicy.From(source),
        Choice = ChoiceFrom(source, "stream"),
    };

    /// <summary>Reads a choice of streams.</summary>
    public static StreamChoice ChoiceFrom(SettingsReader reader, string key)
    {
        try
        {
            return StreamChoice.Parse(reader.Text(key));
        }
        catch (SourceException e)
        {
            reader.Problem(key, e.Message);
            return StreamChoice.Auto;
        }
    }
}
