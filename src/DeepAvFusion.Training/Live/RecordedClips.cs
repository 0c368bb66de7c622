using System.Text.Json;
using System.Text.Json.Serialization;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Media.Stills;
using DeepAvFusion.Training.Data;

namespace DeepAvFusion.Training.Live;

/// <summary>
/// Clips of a folder as `deepav scenes generate` writes it: the truth about clip ID in truth/ID (truth.json, a WAV for each sound, a map of things a second), the clip itself anywhere
/// beside it. They are decoded as the analyzer decodes files.
/// </summary>
public sealed class RecordedClips : ILiveClips
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };
    private readonly List<(string Clip, string Truth)> _clips;
    private readonly SourceSettings _settings;

    /// <param name="settings">How clips are decoded.</param>
    /// <exception cref="UserErrorException">The folder holds no clip with its truth.</exception>
    public RecordedClips(string folder, SourceSettings settings)
    {
        _settings = settings with { Preview = null, LivePacing = false, Policy = settings.Policy with { AllowedSchemes = ["file"] } };
        var truths = Path.Combine(folder, "truth");
        if (!Directory.Exists(truths)) throw new UserErrorException($"'{folder}' has no folder 'truth': name one that `deepav scenes generate --kind live` made.");
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => !file.StartsWith(truths + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            .ToLookup(file => Path.GetFileNameWithoutExtension(file), StringComparer.Ordinal);
        _clips = [.. Directory.EnumerateDirectories(truths).Order(StringComparer.Ordinal).Select(truth => (Clip: files[Path.GetFileName(truth)].FirstOrDefault() ?? "", truth)).Where(clip => clip.Clip.Length > 0)];
        if (_clips.Count == 0) throw new UserErrorException($"'{folder}' has no clip that is named as a folder of '{truths}' is.");
    }

    public int Count => _clips.Count;

    public LiveClip Open(int index, CancellationToken cancellation)
    {
        var (clip, folder) = _clips[index];
        try
        {
            return new LiveClip(Path.GetFileNameWithoutExtension(clip), Read(folder, cancellation), Frames(clip, cancellation).ToBlockingEnumerable(cancellation));
        }
        catch (Exception trouble) when (FileFault.Is(trouble) || trouble is JsonException or SampleException)
        {
            throw new UserErrorException($"The truth in '{folder}' cannot be read: {trouble.Message}", trouble);
        }
    }

    private static LiveTruth Read(string folder, CancellationToken cancellation)
    {
        var told = JsonSerializer.Deserialize<Told>(File.ReadAllText(Path.Combine(folder, "truth.json")), Json) ?? throw new JsonException("truth.json is empty");
        if (told.Seconds < 1 || told.Width < 1 || told.Height < 1 || told.Sources is null || told.Sources.Exists(source => source.Kind is null || source.Times is null))
            throw new JsonException("truth.json lacks seconds, width, height or sources with their kinds and times");
        var truth = new LiveTruth(told.Width, told.Height, told.Seconds * LiveTruth.PerSecond);
        foreach (var source in told.Sources)
        {
            var thing = truth.Thing(source.Id, source.Kind!);
            if (source.Number > 0) thing.Number = source.Number;
            foreach (var tenth in Enumerable.Range(0, truth.Tenths))
            {
                var middle = (tenth + 0.5) / LiveTruth.PerSecond;
                if (source.Times!.Find(time => time.Start <= middle && middle < time.End) is { } time) thing.Tell(tenth, time.Verdict);
            }

            if (source.Track is { } track) Wave(Path.Combine(folder, track), cancellation).AsSpan().CopyTo(thing.Track);
            Add(thing.Track, truth.Mixture);
        }

        Add(Wave(Path.Combine(folder, "noise.wav"), cancellation), truth.Mixture);
        for (var second = 0; second < told.Seconds; second++)
        {
            var map = StillFiles.NumbersAsync(Path.Combine(folder, "masks", $"{second}.png"), cancellation).GetAwaiter().GetResult();
            if ((map.Width, map.Height) != (told.Width, told.Height)) throw new SampleException($"masks/{second}.png has {map.Width} x {map.Height} pixels, not {told.Width} x {told.Height}");
            for (var tenth = 0; tenth < LiveTruth.PerSecond; tenth++) truth.Add(map.Bytes);
        }

        return truth;

        float[] Wave(string path, CancellationToken stop)
        {
            var sound = StillFiles.SoundAsync(path, stop).GetAwaiter().GetResult();
            return sound.Length <= truth.Mixture.Length ? sound : sound[..truth.Mixture.Length];
        }
    }

    private static void Add(float[] sound, float[] sum)
    {
        for (var i = 0; i < sound.Length; i++) sum[i] += sound[i];
    }

    private async IAsyncEnumerable<AvFrame> Frames(string clip, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var source = await MediaSource.OpenAsync(new StreamId("clip"), RunId.Next(), SourceUri.Parse(Path.GetFullPath(clip)), _settings, TimeProvider.System, cancellation).ConfigureAwait(false);
        await using var open = source.ConfigureAwait(false);
        await foreach (var frame in source.ReadAsync(cancellation).ConfigureAwait(false)) yield return frame;
    }

    /// <summary>truth.json.</summary>
    private sealed record Told(int Seconds, int Width, int Height, List<Source>? Sources);

    private sealed record Source(int Id, string? Kind, byte Number, string? Track, List<Stretch>? Times);

    private sealed record Stretch(EventVerdict Verdict, double Start, double End);
}
