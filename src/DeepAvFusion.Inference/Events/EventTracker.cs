using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Inference.Events;

/// <summary>Turns scores of overlapping windows into events with hysteresis, so that one sound is one event. One per run of a stream; not thread-safe.</summary>
/// <remarks>
/// Where the model names the patches of the spectrogram, these say when within a window a label begins and ends; a thing that is seen and begins or ceases to sound then is another event.
/// Elsewhere a window's score stands for its new stretch.
/// </remarks>
public sealed class EventTracker(EventSettings settings)
{
    private readonly Dictionary<string, Running> _running = new(StringComparer.Ordinal);
    private MediaTime _judged = MediaTime.Zero;
    private long _lastId;

    /// <summary>News of this window: events that started, went on or ended.</summary>
    /// <param name="scores">Every label's scores.</param>
    /// <param name="regions">Labels of the window's regions with their ids.</param>
    /// <param name="start">Where the window's own new stretch begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="times">When labels sound within the window, in the order of the scores; null where the model does not tell.</param>
    public IReadOnlyList<AvEvent> Add(IReadOnlyList<LabelScore> scores, IReadOnlyList<(string Label, int Region)> regions, MediaTime start, MediaTime end, HeardTimes? times = null)
    {
        var news = new List<AvEvent>();
        if (times is not null && end <= _judged) _judged = times.Start;                // the clock began anew
        foreach (var (label, score) in scores.Index())
        {
            if (times is null) Follow(score, Region(regions, score.Label), start, end, news);
            else Follow(score, Region(regions, score.Label), times, label, end, news);
        }

        _judged = end;
        return news;
    }

    /// <summary>Ends whatever still goes on, at the end of the media.</summary>
    public IReadOnlyList<AvEvent> Finish(MediaTime end)
    {
        var news = new List<AvEvent>();
        foreach (var running in _running.Values)
            running.End(end, news);
        _running.Clear();
        return news;
    }

    private void Follow(LabelScore score, int? region, MediaTime start, MediaTime end, List<AvEvent> news)
    {
        var strength = Math.Max(score.Score, Math.Max(score.Audio, score.Image));      // a thing that is only heard or only seen must not be voted down by the other sense
        var running = _running.GetValueOrDefault(score.Label);
        if (strength < (running is null ? settings.On : settings.Off))
        {
            if (running is not null) End(running, start, news);
            return;
        }

        (running ?? Begin(score.Label, isHeard: null, start)).Continue(score, strength, region, end, news);
    }

    /// <summary>Stretch by stretch, those that no window judged before.</summary>
    private void Follow(LabelScore score, int? region, HeardTimes times, int label, MediaTime end, List<AvEvent> news)
    {
        var (hearing, seeing, silentFrom) = (Math.Max(score.Score, score.Audio), score.Image, _judged);
        for (var stretch = 0; stretch < times.Count && times.Begin(stretch) < end; stretch++)
        {
            var (begin, over) = (times.Begin(stretch), times.Begin(stretch + 1));
            if (over <= _judged) continue;
            var running = _running.GetValueOrDefault(score.Label);
            var isHeard = hearing >= settings.Hint && times.Of(stretch, label) >= (running is { IsHeard: true } ? settings.GoOn : settings.Begin);
            if (isHeard && running is { IsHeard: false }) running = End(running, begin, news);
            if (isHeard) (running ?? Begin(score.Label, true, begin)).Sounded = over;
            else if (running is { IsHeard: true } && over - running.Sounded > settings.Pause)
            {
                silentFrom = running.Sounded;
                End(running, silentFrom, news);
            }
        }

        var now = _running.GetValueOrDefault(score.Label);
        if (now is { IsHeard: false } && seeing < settings.Off) now = End(now, _judged, news);
        if (now is null && seeing >= settings.On) now = Begin(score.Label, false, silentFrom);
        now?.Continue(score, now.IsHeard is true ? hearing : seeing, region, end, news);
    }

    private Running Begin(string label, bool? isHeard, MediaTime start) => _running[label] = new Running(++_lastId, label, isHeard, start, settings);

    private Running? End(Running running, MediaTime end, List<AvEvent> news)
    {
        _running.Remove(running.Label);
        running.End(end, news);
        return null;
    }

    private static int? Region(IReadOnlyList<(string Label, int Region)> regions, string label)
    {
        foreach (var region in regions)
        {
            if (region.Label == label)
                return region.Region;
        }
        return null;
    }

    /// <param name="isHeard">Whether it is of something heard, or of something silent that is seen; null where windows alone tell.</param>
    private sealed class Running(long id, string label, bool? isHeard, MediaTime start, EventSettings settings)
    {
        private double _peak;
        private double _heard;
        private double _seen;
        private int? _region;
        private bool _told;
        private MediaTime? _sounded;

        public string Label => label;

        public bool? IsHeard => isHeard;

        /// <summary>End of the last stretch in which it sounded.</summary>
        public MediaTime Sounded
        {
            get => _sounded ?? start;
            set => _sounded = value;
        }

        public void Continue(LabelScore score, double strength, int? region, MediaTime end, List<AvEvent> news)
        {
            _peak = Math.Max(_peak, strength);
            _heard = Math.Max(_heard, score.Audio);
            _seen = Math.Max(_seen, score.Image);
            _region = region ?? _region;
            if (end - start < settings.Least)
                return;
            news.Add(Tell(_told ? EventPhase.Updated : EventPhase.Started, null));
            _told = true;
        }

        public void End(MediaTime end, List<AvEvent> news)
        {
            if (_told || end - start >= settings.Least)
                news.Add(Tell(EventPhase.Ended, end));
        }

        private AvEvent Tell(EventPhase phase, MediaTime? end) => new(id, label, phase, Verdict(), start, end, _peak, _region);

        private EventVerdict Verdict()
        {
            var (heard, seen) = (isHeard ?? _heard >= settings.Off, _seen >= settings.Off);
            return heard && seen ? EventVerdict.HeardAndSeen : seen ? EventVerdict.SeenSilent : EventVerdict.HeardOffScreen;
        }
    }
}
