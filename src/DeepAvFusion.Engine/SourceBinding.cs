using DeepAvFusion.Core.Settings;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Media.Windowing;

namespace DeepAvFusion.Engine;

/// <summary>Binds the media layer's records, which know nothing of settings files.</summary>
internal static class SourceBinding
{
    public static SourceSettings Source(SettingsReader reader) => new()
    {
        PictureRate = reader.Number("picture-rate", 0.1, 120),
        ShortSide = reader.Count("short-side", 32, 2160),
        Preview = reader.Section("preview", Preview),
        ConnectTimeout = reader.Positive("connect-timeout"),
        StallTimeout = reader.Positive("stall-timeout"),
        LivePacing = reader.Flag("live-pacing"),
        Queue = reader.Positive("queue"),
        RtspTransport = reader.Choice<RtspTransport>("rtsp-transport").ToString().ToLowerInvariant(),
        DecoderThreads = reader.Count("decoder-threads", 1, 64),
        Policy = Policy(reader),
    };

    public static WindowSettings Windows(SettingsReader reader) => new()
    {
        Duration = reader.Positive("duration"),
        Step = reader.AtMost("step", "duration"),
        Jitter = reader.NotNegative("jitter"),
        Patience = reader.Positive("patience"),
        MaxGap = reader.Positive("max-gap"),
        PictureReach = reader.Positive("picture-reach"),
    };

    private static PreviewSettings? Preview(SettingsReader reader)
    {
        var preview = new PreviewSettings(reader.Number("rate", 0.1, 60), reader.Count("height", 32, 2160), reader.Count("quality", 2, 31));
        return reader.Flag("enabled") ? preview : null;
    }

    private static SourcePolicy Policy(SettingsReader reader)
    {
        var schemes = reader.Texts("allowed-schemes");
        foreach (var unknown in schemes.Except(SourceUri.KnownSchemes))
            reader.Problem("allowed-schemes", $"contains '{unknown}'; known are {string.Join(", ", SourceUri.KnownSchemes)}");
        return new SourcePolicy { AllowedSchemes = schemes, AllowedHosts = reader.Texts("allowed-hosts"), DeniedHosts = reader.Texts("denied-hosts") };
    }

    private enum RtspTransport
    {
        Tcp,
        Udp,
    }
}
