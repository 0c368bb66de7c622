using DeepAvFusion.Core;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Media.Tests.Servers;
using static DeepAvFusion.Media.Tests.Sources.Sourcing;

namespace DeepAvFusion.Media.Tests.Sources;

/// <summary>Live sources that change, each read to its end. All play beside each other, as they take their time and little else.</summary>
public sealed class ChangingSources : IAsyncLifetime, IDisposable
{
    private const int Seconds = 8;
    private static readonly string[] Sound = ["-f", "lavfi", "-i", $"sine=r=48000:d={Seconds}", "-c:a", "aac"];

    private readonly Clips _clips = new();
    private readonly WebServer _server;

    public ChangingSources()
    {
        _server = new WebServer(Path.GetDirectoryName(_clips["any"])!);
        var (mute, blind) = (Part("mute", 0, "libx264", []), _clips.Make("blind.ts", [.. Sound, "-streamid", "0:300"]));
        var (loud, other) = (Part("loud", Seconds, "libx264", Sound), Part("other", Seconds, "mpeg2video", Sound));
        var (soundJoins, pictureJoins) = (Played(mute, loud), Played(blind, Joined()));
        TooLarge = _clips.Make("large.mkv", ["-f", "lavfi", "-i", "color=s=16384x8192:r=1:d=2", .. Sound, "-c:v", "mjpeg", "-pix_fmt", "yuvj420p"]);
        SoundJoins = Read(soundJoins);
        CodecChanges = Read(Played(mute, Part("second", Seconds, "mpeg2video", [])));
        Stays = Read(Played(mute, Part("same", Seconds, "libx264", [])));
        SoundIsSearched = ReadTwice(soundJoins);
        PictureIsSearched = ReadTwice(pictureJoins);
        CodecChangesEachTime = ReadTwice(Played(Part("before", 0, "libx264", Sound), other));
    }

    public string TooLarge { get; }

    public Task<Played> SoundJoins { get; }

    public Task<Played> CodecChanges { get; }

    public Task<Played> Stays { get; }

    /// <summary>The same source, opened again after its first end.</summary>
    public Task<(Played First, Played Again)> SoundIsSearched { get; }

    public Task<(Played First, Played Again)> PictureIsSearched { get; }

    public Task<(Played First, Played Again)> CodecChangesEachTime { get; }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await Task.WhenAll(SoundJoins, CodecChanges, Stays, SoundIsSearched, PictureIsSearched, CodecChangesEachTime).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _server.DisposeAsync();
    }

    public void Dispose() => _clips.Dispose();

    private static async Task<(Played First, Played Again)> ReadTwice(string address)
    {
        var memory = new SourceMemory();
        return (await Read(address, memory), await Read(address, memory));
    }

    private static async Task<Played> Read(string address, SourceMemory? memory = null)
    {
        await using var source = await MediaSource.OpenAsync(Sourcing.Stream, RunId.Next(), SourceUri.Parse(address), Settings with { Queue = TimeSpan.FromSeconds(30) }, memory ?? new SourceMemory(), TimeProvider.System,
            CancellationToken.None);
        var (begins, remarks) = (new Dictionary<Type, double>(), new List<string>());
        source.Remarked += remarks.Add;
        await foreach (var frame in source.ReadAsync(CancellationToken.None))
        {
            begins.TryAdd(frame.GetType(), frame.Time.Seconds);
            frame.Dispose();
        }
        return new Played(source.OpenAnew, source.Format, begins, remarks);
    }

    /// <summary>Address where two parts are played one after another, from the first with every connection.</summary>
    private string Played(string first, string second)
    {
        var name = $"{Path.GetFileNameWithoutExtension(first)}-{Path.GetFileNameWithoutExtension(second)}.ts";
        File.WriteAllBytes(_clips[name], [.. File.ReadAllBytes(first), .. File.ReadAllBytes(second)]);
        return $"http://127.0.0.1:{_server.Port}/pace/{2 * Seconds}/{name}";
    }

    private string Part(string name, int from, string codec, string[] sound) => _clips.Make($"{name}.ts", [
        "-f", "lavfi", "-i", $"testsrc2=s=160x120:r=10:d={Seconds}", .. sound, "-c:v", codec, "-g", "10", "-output_ts_offset", $"{from}"]);

    private string Joined() => _clips.Make("joined.ts", [
        "-f", "lavfi", "-i", $"testsrc2=s=160x120:r=10:d={Seconds}", .. Sound, "-c:v", "libx264", "-g", "10", "-streamid", "0:256", "-streamid", "1:300", "-output_ts_offset", $"{Seconds}"]);
}

/// <summary>What became of a source.</summary>
/// <param name="Begins">When the first frame of each kind was, s.</param>
public sealed record Played(string? OpenAnew, MediaFormat Format, IReadOnlyDictionary<Type, double> Begins, IReadOnlyList<string> Remarks);
