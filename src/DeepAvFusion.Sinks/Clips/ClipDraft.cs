using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Media.Drawing;
using DeepAvFusion.Media.Writers;
using DeepAvFusion.Sinks.Overlay;
using DeepAvFusion.Store.Clips;

namespace DeepAvFusion.Sinks.Clips;

/// <summary>What is gathered of one event while its clip is being made: the moment in which it was strongest, and the sound of its region. Thread-safe.</summary>
internal sealed class ClipDraft(string id, string label, string verdict, MediaTime from, TimeSpan longest)
{
    private readonly Lock _gate = new();
    private readonly List<short> _sound = [];
    private AvAnalysis? _strongest;
    private byte[]? _preview;
    private DateTimeOffset _at;

    public string Id => id;

    public double Peak { get; private set; } = -1;

    /// <summary>The region that makes it; null while none is known.</summary>
    public int? Region { get; private set; }

    /// <summary>Takes note of how an event does.</summary>
    /// <param name="preview">JPEG of that moment; null for none.</param>
    /// <param name="at">Wall time of the analysis's picture.</param>
    public void Add(AvEvent e, AvAnalysis analysis, DateTimeOffset at, Func<byte[]?> preview)
    {
        lock (_gate)
        {
            Region = e.Region ?? Region;
            if (e.PeakScore <= Peak || analysis.IsClosing)
                return;
            (Peak, _at, _strongest, _preview) = (e.PeakScore, at, analysis with { Audio = [], Events = [] }, preview());
        }
    }

    /// <summary>Takes the sound of its region; what is missing in between is silent.</summary>
    public void Add(TrackChunk chunk)
    {
        lock (_gate)
        {
            var begin = (int)Math.Clamp((chunk.Start - from).TotalSeconds * AudioClock.Rate, int.MinValue / 2, int.MaxValue / 2);
            var (skip, most) = (Math.Max(0, _sound.Count - begin), (int)(longest.TotalSeconds * AudioClock.Rate));
            while (_sound.Count < begin && _sound.Count < most)
                _sound.Add(0);
            for (var i = skip; i < chunk.Samples.Length && _sound.Count < most; i++)
                _sound.Add((short)Math.Clamp(Math.Round(chunk.Samples[i] * 32767), short.MinValue, short.MaxValue));
        }
    }

    /// <summary>What of it is kept: each file by its name.</summary>
    public (ClipEvent Event, IReadOnlyList<(string Name, byte[] Bytes)> Files) Complete()
    {
        using var held = _gate.EnterScope();
        var files = new List<(string, byte[])>();
        if (Snapshot() is { } snapshot)
            files.Add((ClipVault.Snapshot(id), snapshot));
        if (Mask() is { } mask)
            files.Add((ClipVault.Mask(id), mask));
        var hasSound = _sound.Count > 0;
        if (hasSound)
            files.Add((ClipVault.Sound(id), WavFile.Bytes([.. _sound])));
        return (new ClipEvent(id, label, verdict, _at.ToUnixTimeMilliseconds(), Math.Round(Math.Max(0, Peak), 4), files.Exists(file => file.Item1 == ClipVault.Snapshot(id)),
            files.Exists(file => file.Item1 == ClipVault.Mask(id)), hasSound), files);
    }

    private byte[]? Snapshot()
    {
        if (_preview is null || PictureCanvas.Decode(_preview) is not { } canvas)
            return null;
        using (canvas)
        {
            new OverlayPainter(canvas.Height).Paint(canvas, _strongest!.PictureTime ?? _strongest.Centre, _strongest);
            return canvas.ToJpeg();
        }
    }

    /// <summary>White where the region that makes it sounds.</summary>
    private byte[]? Mask()
    {
        if (_strongest?.Map is not { } map || Region is not { } region)
            return null;
        var number = _strongest.Regions.Select((one, i) => (one.Id, Number: i + 1)).FirstOrDefault(one => one.Id == region).Number;
        return number == 0 ? null : PictureFiles.GreyPng(map.Width, map.Height, [.. map.Region.Select(n => n == number ? (byte)255 : (byte)0)]);
    }
}
