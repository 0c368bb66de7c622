using DeepAvFusion.Media.Sources;
using DeepAvFusion.Media.Sources.Gate;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DeepAvFusion.Media.Tests.Sources;

/// <summary>Whatever way a source is spelled: what it is taken for is what FFmpeg opens, and what is shown is where FFmpeg connects.</summary>
public sealed class SourceSpellingSpecs
{
    private static readonly string[] Network = ["http", "https", "rtsp", "rtsps", "rtmp", "rtmps", "udp", "srt"];

    [Property(MaxTest = 3000)]
    public FsCheck.Property A_remote_source_opens_nothing_of_this_machine() => Prop.ForAll(SourceSpellings.All(), text =>
    {
        if (Parsed(text) is not { IsRemote: true } source || (source.Kind == SourceKind.Http && !Uri.TryCreate(source.Address, UriKind.Absolute, out _)))
            return;
        var (arguments, input) = Told(source, isLive: true);
        var at = Assert.Single(arguments.Index(), a => a.Item == "-i").Index;
        Assert.Contains(FfmpegReading.ProtocolOf(input.Address), Network);
        Assert.Equal(input.IsSecret ? "pipe:0" : input.Address, arguments[at + 1]);
        Assert.Equal(input.IsSecret, arguments.Take(at).Contains("-f"));
        Assert.DoesNotContain("file", arguments[arguments.Index().Single(a => a.Item == "-protocol_whitelist").Index + 1].Split(','));
    });

    [Property(MaxTest = 3000)]
    public FsCheck.Property A_file_is_opened_as_a_file_and_a_device_as_a_device() => Prop.ForAll(SourceSpellings.All(), text =>
    {
        if (Parsed(text) is not { IsRemote: false } source)
            return;
        var (arguments, _) = Told(source, isLive: false);
        foreach (var (index, _) in arguments.Index().Where(a => a.Item == "-i"))
            Assert.StartsWith(source.Kind == SourceKind.File ? "file:/" : source.Devices!.Video is not null ? "/dev/" : source.Devices.Audio!, arguments[index + 1], StringComparison.Ordinal);
    });

    [Property(MaxTest = 3000)]
    public FsCheck.Property The_host_that_is_shown_is_the_host_that_is_opened() => Prop.ForAll(SourceSpellings.All(), text =>
    {
        if (Parsed(text) is not { IsRemote: true } source)
            return;
        Assert.Equal(source.Host, FfmpegReading.HostOf(source.Address));
        Assert.Equal(source.Host, FfmpegReading.HostOf(source.ToString()));
        Assert.Equal(source.Host, FfmpegReading.HostOf(Redactor.Redact(source.Address)));
        Assert.Equal(source.Host, FfmpegReading.HostOf(source.Redact(source.Address)));
    });

    private static (IReadOnlyList<string> Arguments, FfmpegInput Input) Told(SourceUri source, bool isLive)
    {
        var policy = SourcePolicy.Open with { Names = (_, _) => Task.FromResult<System.Net.IPAddress[]>([System.Net.IPAddress.Parse("192.0.2.1")]) };
        var gate = SourceGate.For(source, policy);
        var input = gate?.Input ?? FfmpegInput.OfAsync(source, null, policy, CancellationToken.None).GetAwaiter().GetResult();
        gate?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return (FfmpegArguments.Of(source, input, Sourcing.Settings, SourceWay.First(SourceSides.Both), isLive, DateTimeOffset.UnixEpoch).Arguments, input);
    }

    private static SourceUri? Parsed(string text)
    {
        try
        {
            return SourceUri.Parse(text);
        }
        catch (SourceException)
        {
            return null;
        }
    }
}
