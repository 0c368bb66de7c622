using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Store.Events;

namespace DeepAvFusion.Sinks.Clips;

/// <summary>One stream's events on their way to clips. Not thread-safe.</summary>
internal sealed class ClipLane(StreamId stream, ClipDesk desk) : IStreamWriter
{
    // how long pictures and pieces of sound wait for the event that they belong to
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Run = TimeSpan.FromSeconds(1);

    private readonly Queue<(MediaTime Time, byte[] Jpeg)> _pictures = new();
    private readonly Queue<TrackChunk> _sounds = new();
    private readonly Dictionary<long, ClipDraft> _open = [];
    private readonly List<(ClipDraft Draft, MediaTime Until)> _fading = [];
    private ClipTake? _take;

    public ValueTask WriteAsync(SinkItem item, CancellationToken cancel)
    {
        switch (item)
        {
            case PreviewItem { Preview: var preview }:
                _pictures.Enqueue((preview.Time, preview.Jpeg.Span.ToArray()));
                while (preview.Time - _pictures.Peek().Time > Recent)
                    _pictures.Dequeue();
                break;
            case AnalysisItem { Analysis: var analysis }:
                Add(analysis);
                break;
            default:
                Over();
                break;
        }
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        Over();
        desk.Forget(stream);
        return ValueTask.CompletedTask;
    }

    private void Add(AvAnalysis analysis)
    {
        Hear(analysis);
        foreach (var e in analysis.Events)
        {
            if (!_open.TryGetValue(e.Id, out var draft) && Begin(analysis, e) is { } begun)
                _open[e.Id] = draft = begun;
            if (draft is null)
                continue;
            var before = draft.Region;
            draft.Add(e, analysis, Wall(analysis, analysis.PictureTime ?? analysis.Centre), () => Nearest(analysis.PictureTime ?? analysis.Centre));
            if (draft.Region is { } region && before is null)
                foreach (var chunk in _sounds.Where(chunk => chunk.Track == TrackId.OfRegion(region)))
                    draft.Add(chunk);
            if (e.End is not { } end)
                continue;
            _open.Remove(e.Id);
            _fading.Add((draft, end + Run));
            Extend(Wall(analysis, end));
        }
        if (_open.Count > 0)
            Extend(Wall(analysis, analysis.End));
        if (_take is { } take)
            take.IsHeld = _open.Count > 0;
    }

    private void Extend(DateTimeOffset end)
    {
        if (_take?.Extend(end + desk.Settings.PostRoll) == false)
            Release();
    }

    private ClipDraft? Begin(AvAnalysis analysis, AvEvent e)
    {
        var verdict = SettingsReader.Dashed(e.Verdict.ToString());
        if (analysis.IsClosing || e.End is not null || !desk.Settings.Wants(e.Label, verdict, e.PeakScore))
            return null;
        var begin = Wall(analysis, e.Start);
        var draft = new ClipDraft(new EventId(stream, analysis.Run, e.Id).ToString(), e.Label, verdict, e.Start - Run, desk.Settings.Longest);
        if (_take is { IsOver: false } && _take.Add(draft))
            return draft;
        Release();
        _take = desk.Begin(stream, begin - desk.Settings.PreRoll, Wall(analysis, analysis.End) + desk.Settings.PostRoll, "event", "", isKept: false, isHeld: true);
        return _take?.Add(draft) == true ? draft : null;
    }

    /// <summary>The clip goes its own way; events that go on are shown by it as far as it goes.</summary>
    private void Release()
    {
        if (_take is { } take)
            take.IsHeld = false;
        _take = null;
    }

    private void Hear(AvAnalysis analysis)
    {
        foreach (var chunk in analysis.Audio.Where(chunk => chunk.Track.Kind == TrackKind.Region && chunk.Samples.Length > 0))
        {
            _sounds.Enqueue(chunk);
            foreach (var draft in _open.Values.Concat(_fading.Select(one => one.Draft)).Where(draft => draft.Region == chunk.Track.Region))
                draft.Add(chunk);
        }
        while (_sounds.TryPeek(out var oldest) && analysis.End - oldest.End > Recent)
            _sounds.Dequeue();
        _fading.RemoveAll(one => analysis.Start > one.Until);
    }

    /// <summary>The run is over, and with it all that it told of.</summary>
    private void Over()
    {
        Release();
        _open.Clear();
        _fading.Clear();
        _pictures.Clear();
        _sounds.Clear();
    }

    private byte[]? Nearest(MediaTime time) => _pictures.Count == 0 ? null : _pictures.MinBy(picture => (picture.Time - time).Duration()).Jpeg;

    private static DateTimeOffset Wall(AvAnalysis analysis, MediaTime moment) => analysis.CapturedAt - (analysis.End - moment);
}
