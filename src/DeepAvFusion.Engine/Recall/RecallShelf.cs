using System.Collections.Concurrent;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference;
using DeepAvFusion.Inference.Assembly;
using DeepAvFusion.Media.Drawing;

namespace DeepAvFusion.Engine.Recall;

/// <summary>What each live stream has just told, so that people can play it and say what it was. Thread-safe.</summary>
public sealed class RecallShelf(RecallSettings settings)
{
    private readonly ConcurrentDictionary<StreamId, StreamRecall> _streams = new();

    /// <summary>Longest stretch that can be asked for.</summary>
    public TimeSpan Span => settings.Span;

    /// <summary>Told of every window that is remembered, on the stream's thread; its sound is not to be kept.</summary>
    internal Action<RecalledWindow>? Watch { get; set; }

    /// <summary>Told of every window that is forgotten although nobody said what it was, on the stream's thread; its sound is not to be kept.</summary>
    internal Action<RecalledWindow>? Forgotten { get; set; }

    /// <summary>Told of every event that begins, by stream and label, on the stream's thread.</summary>
    internal Action<StreamId, string>? Began { get; set; }

    /// <summary>The windows that hold enough of a stretch of a stream's time, the oldest first; of the latest run there. Copies, the caller's to keep.</summary>
    public IReadOnlyList<RecalledWindow> Find(StreamId stream, DateTimeOffset from, DateTimeOffset to) => Look(stream, windows =>
    {
        var held = windows.Where(window => window.Holds(from, to)).ToList();
        return (IReadOnlyList<RecalledWindow>)[.. held.Where(window => window.Facts.Run == held[^1].Facts.Run).Select(window => window with { Sound = [.. window.Sound] })];
    }) ?? [];

    /// <summary>Null when the event is not remembered.</summary>
    public RecalledEvent? Find(StreamId stream, RunId run, long number) => _streams.GetValueOrDefault(stream)?.Find(run, number);

    /// <summary>Somebody said what these windows were.</summary>
    internal void Take(StreamId stream, IEnumerable<RecalledWindow> windows) => _streams.GetValueOrDefault(stream)?.Take(windows);

    /// <summary>How far back a stream is remembered; null when it is not.</summary>
    public (DateTimeOffset From, DateTimeOffset To)? Reach(StreamId stream) =>
        Look<(DateTimeOffset, DateTimeOffset)?>(stream, windows => windows.Count == 0 ? null : (windows.First().From, windows.Last().To));

    /// <summary>All that is remembered of a stream, the oldest first; without sounds, which may change.</summary>
    public IReadOnlyList<RecalledWindow> Glance(StreamId stream) => Look(stream, windows => (IReadOnlyList<RecalledWindow>)[.. windows.Select(window => window with { Sound = [] })]) ?? [];

    /// <summary>The picture nearest a moment; null when none is remembered.</summary>
    public byte[]? Picture(StreamId stream, DateTimeOffset at) =>
        Look(stream, windows => windows.Where(window => window.Picture is not null).MinBy(window => (window.To - ((window.To - window.From) / 2) - at).Duration())?.Picture);

    /// <summary>The sound of a stretch: 16-bit samples, joined over windows by the run's clock; silence where none is remembered.</summary>
    public short[] Sound(StreamId stream, DateTimeOffset from, DateTimeOffset to) => Look(stream, windows =>
    {
        var sound = new short[(int)((to - from).TotalSeconds * AudioClock.Rate)];
        if (windows.LastOrDefault(window => window.Holds(from, to)) is not { } last)
            return sound;
        var begin = (last.Facts.End - (last.To - from)).ToSample(AudioClock.Rate);             // of the asked stretch, on the run's clock
        foreach (var window in windows.Where(window => window.Facts.Run == last.Facts.Run))
        {
            var shift = (int)(window.Facts.Start.ToSample(AudioClock.Rate) - begin);
            var (skip, at) = (Math.Max(0, -shift), Math.Max(0, shift));
            var count = Math.Min(window.Sound.Length - skip, sound.Length - at);
            if (count > 0)
                window.Sound.AsSpan(skip, count).CopyTo(sound.AsSpan(at));
        }
        return sound;
    }) ?? [];

    internal void Remember(WindowFacts facts, PictureFrame? picture, WindowResult result)
    {
        var jpeg = picture is null ? null : PictureFiles.Jpeg(picture.Width, picture.Height, picture.Rgb.Span);
        var recall = _streams.GetOrAdd(facts.Stream, _ => new StreamRecall(settings));
        var remembered = recall.Add(facts, jpeg, result.Mixture.Span, WindowTraits.Of(result), Forgotten);
        Watch?.Invoke(remembered);
    }

    internal void Note(AvAnalysis analysis)
    {
        if (!_streams.TryGetValue(analysis.Stream, out var recall))
            return;
        foreach (var label in recall.Note(analysis))
            Began?.Invoke(analysis.Stream, label);
    }

    internal void Forget(StreamId stream) => _streams.TryRemove(stream, out _);

    private T? Look<T>(StreamId stream, Func<IReadOnlyCollection<RecalledWindow>, T> look) => _streams.TryGetValue(stream, out var recall) ? recall.Look(look) : default;
}
