using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Inference.Events;

/// <summary>Turns scores of overlapping windows into events with hysteresis, so that one sound is one event. One per run of a stream; not thread-safe.</summary>
public sealed class EventTracker(EventSettings settings)
{
    private readonly Dictionary<string, Running> _running = new(StringComparer.Ordinal);
    private long _lastId;

    /// <summary>News of this window: events that started, went on or ended.</summary>
    /// <param name="scores">Every label's scores.</param>
    /// <param name="regions">Labels of the window's regions with their ids.</param>
    /// <param name="start">Where the window's own new stretch begins.</param>
    /// <param name="end">Where it ends.</param>
    public IReadOnlyList<AvEvent> Add(IReadOnlyList<LabelScore> scores, IReadOnlyList<(string Label, int Region)> regions, MediaTime start, MediaTime end)
    {
        var news = new List<AvEvent>();
        foreach (var score in scores)
        {
            var strength = Strength(score);
            if (_running.TryGetValue(score.Label, out var running))
            {
                if (strength < settings.Off)
                {
                    _running.Remove(score.Label);
                    running.End(start, news);
                    continue;
                }
            }
            else if (strength >= settings.On)
            {
                _running[score.Label] = running = new Running(++_lastId, score.Label, start, settings);
            }
            else
            {
                continue;
            }
            running.Continue(score, strength, Region(regions, score.Label), end, news);
        }
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

    /// <summary>A thing that is only heard or only seen must not be voted down by the other sense.</summary>
    private static double Strength(LabelScore score) => Math.Max(score.Score, Math.Max(score.Audio, score.Image));

    private static int? Region(IReadOnlyList<(string Label, int Region)> regions, string label)
    {
        foreach (var region in regions)
        {
            if (region.Label == label)
                return region.Region;
        }
        return null;
    }

    private sealed class Running(long id, string label, MediaTime start, EventSettings settings)
    {
        private double _peak;
        private double _heard;
        private double _seen;
        private int? _region;
        private bool _told;

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
            var (heard, seen) = (_heard >= settings.Off, _seen >= settings.Off);
            return heard && seen ? EventVerdict.HeardAndSeen : seen ? EventVerdict.SeenSilent : EventVerdict.HeardOffScreen;
        }
    }
}
