using System.Text.Json;
using System.Text.Json.Serialization;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Media.Drawing;
using DeepAvFusion.Media.Writers;
using DeepAvFusion.Scenes.Kinds;
using DeepAvFusion.Scenes.Video;

namespace DeepAvFusion.Scenes.Generate;

/// <summary>Collects the truth about a clip while it is shown and writes it: who is seen and heard when, each sound alone, a map of things a second.</summary>
internal sealed class ClipTruth(ClipPlan plan, int width, int height, int frameRate)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    private readonly SortedDictionary<int, Source> _sources = [];
    private readonly List<byte[]> _maps = [];
    private readonly List<float> _noise = [];

    /// <summary>One map a second, of the picture at its middle; 0 is the background, n the n-th source of <see cref="Numbers"/>.</summary>
    public IReadOnlyList<byte[]> Maps => _maps;

    /// <summary>Kind of each number in <see cref="Maps"/>, and whether it sounds for a good part of each second.</summary>
    public IEnumerable<(byte Number, SceneKind Kind, Func<int, bool> SoundsIn)> Numbers =>
        _sources.Values.Where(source => source.Number > 0).Select(source => (source.Number, source.Kind, (Func<int, bool>)source.SoundsIn));

    public void Add(SceneVideoFrame frame)
    {
        var first = _noise.Count;
        _noise.AddRange(frame.Noise.Span);
        foreach (var now in frame.Sources)
        {
            if (!_sources.TryGetValue(now.Id, out var source)) _sources[now.Id] = source = new Source(now.Kind, new float[plan.Length * AudioClock.Rate]);
            if (now.Number > 0) source.Number = now.Number;
            source.Show(frame.Time.Seconds, 1.0 / frameRate, now.Verdict);
            now.Samples.Span.CopyTo(source.Track.AsSpan(first));
            if (!now.Samples.IsEmpty) source.IsHeard = true;
        }

        if (frame.Index % frameRate == frameRate / 2) _maps.Add(frame.Owners.ToArray());
    }

    /// <summary>Writes truth.json, a WAV for each sound and the noise, and the maps as grey PNG pictures.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "masks"));
        var entries = new List<object>();
        foreach (var (id, source) in _sources)
        {
            var track = source.IsHeard ? $"{entries.Count + 1}-{source.Kind.Name}.wav" : null;
            if (track is not null) WavFile.Write(Path.Combine(folder, track), source.Track);
            entries.Add(new { id, kind = source.Kind.Name, number = source.Number, track, times = source.Times });
        }

        WavFile.Write(Path.Combine(folder, "noise.wav"), [.. _noise]);
        for (var second = 0; second < _maps.Count; second++)
            PictureFiles.WritePng(Path.Combine(folder, "masks", $"{second}.png"), width, height, 1, _maps[second]);
        File.WriteAllText(Path.Combine(folder, "truth.json"), JsonSerializer.Serialize(
            new { clip = plan.Id, split = plan.Split, seconds = plan.Length, width, height, frameRate, heard = plan.Heard.Select(kind => kind.Name), sources = entries }, Json));
    }

    private sealed class Source(SceneKind kind, float[] track)
    {
        public SceneKind Kind => kind;

        public float[] Track => track;

        public byte Number { get; set; }

        public bool IsHeard { get; set; }

        public List<Stretch> Times { get; } = [];

        /// <summary>Whether it sounds for at least 0.4 s of a second.</summary>
        public bool SoundsIn(int second) => Times.Where(t => t.Verdict != EventVerdict.SeenSilent)
            .Sum(t => Math.Max(0, Math.Min(t.End, second + 1) - Math.Max(t.Start, second))) >= 0.4;

        public void Show(double start, double length, EventVerdict verdict)
        {
            if (Times.Count > 0 && Times[^1] is var last && last.Verdict == verdict && start - last.End < 0.01) Times[^1] = last with { End = Math.Round(start + length, 3) };
            else Times.Add(new Stretch(verdict, Math.Round(start, 3), Math.Round(start + length, 3)));
        }
    }

    /// <summary>Seconds during which a verdict holds.</summary>
    private sealed record Stretch(EventVerdict Verdict, double Start, double End);
}
