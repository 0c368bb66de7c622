using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference.Events;

namespace DeepAvFusion.Inference.Tests.Events;

public sealed class EventTrackerSpecs
{
    private readonly EventTracker _tracker = new(new EventSettings(On: 0.5, Off: 0.3, Least: TimeSpan.FromMilliseconds(500), Most: 5, Hint: 0.3, Begin: 0.5, GoOn: 0.3, Pause: TimeSpan.FromMilliseconds(750)));
    private double _now;

    [Fact]
    public void One_sound_over_many_windows_is_one_event()
    {
        var news = new[] { 0.9, 0.9, 0.8, 0.9, 0.1 }.SelectMany(Hear).ToList();
        Assert.Single(news, e => e.Phase == EventPhase.Started);
        Assert.Single(news, e => e.Phase == EventPhase.Ended);
        Assert.Single(news.Select(e => e.Id).Distinct());
    }

    [Fact]
    public void A_score_between_the_thresholds_neither_begins_nor_ends_an_event()
    {
        Assert.Empty(Hear(0.4));
        Assert.Equal(EventPhase.Started, Assert.Single(Hear(0.6)).Phase);
        Assert.Equal(EventPhase.Updated, Assert.Single(Hear(0.4)).Phase);
        Assert.Equal(EventPhase.Ended, Assert.Single(Hear(0.2)).Phase);
    }

    [Theory]
    [InlineData(0.9, 0.9, EventVerdict.HeardAndSeen)]
    [InlineData(0.9, 0.1, EventVerdict.HeardOffScreen)]
    [InlineData(0.1, 0.9, EventVerdict.SeenSilent)]
    public void Ear_and_eye_together_give_the_verdict(double audio, double image, EventVerdict verdict) =>
        Assert.Equal(verdict, Assert.Single(Add(new LabelScore("bell", (audio + image) / 2, image, audio, 0.5), [])).Verdict);

    [Fact]
    public void A_region_with_the_label_is_the_events_region() =>
        Assert.Equal(4, Assert.Single(Add(new LabelScore("bell", 0.9, 0.9, 0.9, 0.9), [("drum", 3), ("bell", 4)])).Region);

    [Fact]
    public void What_goes_on_at_the_end_of_the_media_ends_there()
    {
        Hear(0.9);
        var ended = Assert.Single(_tracker.Finish(MediaTime.FromSeconds(7)));
        Assert.Equal((EventPhase.Ended, 7.0), (ended.Phase, ended.End!.Value.Seconds));
    }

    [Fact]
    public void A_shorter_event_than_the_least_is_not_told()
    {
        var tracker = new EventTracker(new EventSettings(0.5, 0.3, TimeSpan.FromSeconds(10), 5, 0.3, 0.5, 0.3, TimeSpan.FromMilliseconds(750)));
        Assert.Empty(tracker.Add([new LabelScore("bell", 0.9, 0.9, 0.9, 0.9)], [], MediaTime.Zero, MediaTime.FromSeconds(3)));
        Assert.Empty(tracker.Finish(MediaTime.FromSeconds(3)));
    }

    [Fact]
    public void A_sound_begins_and_ends_within_a_window_and_its_thing_is_seen_silent_before_and_after()
    {
        var news = new List<AvEvent>();
        for (var window = 0; window < 6; window++)
        {
            var scores = new LabelScore("bell", 0.9, Image: 0.9, Audio: 0.9, Fusion: 0.9);
            news.AddRange(_tracker.Add([scores], [], MediaTime.FromSeconds(window + 2), MediaTime.FromSeconds(window + 3), Sounding(window, from: 3.25, to: 5.5)));
        }

        news.AddRange(_tracker.Finish(MediaTime.FromSeconds(8)));
        var told = news.GroupBy(one => one.Id).Select(one => one.Last()).Select(one => (one.Verdict, one.Start.Seconds, one.End!.Value.Seconds));

        Assert.Equal([(EventVerdict.SeenSilent, 0, 3.25), (EventVerdict.HeardAndSeen, 3.25, 5.5), (EventVerdict.SeenSilent, 5.5, 8)], told);
    }

    [Fact]
    public void A_short_pause_does_not_end_a_sound()
    {
        var news = new List<AvEvent>();
        for (var window = 0; window < 4; window++)
            news.AddRange(_tracker.Add([new LabelScore("bell", 0.9, 0.1, 0.9, 0.9)], [], MediaTime.FromSeconds(window + 2), MediaTime.FromSeconds(window + 3), Sounding(window, 0, 6, pause: (2.5, 3.25))));
        Assert.Single(news.Select(one => one.Id).Distinct());
    }

    /// <summary>Quarters of a second of a window of three seconds in which a bell sounds.</summary>
    private static HeardTimes Sounding(double start, double from, double to, (double From, double To) pause = default) => new(
        MediaTime.FromSeconds(start), TimeSpan.FromSeconds(0.25),
        Enumerable.Range(0, 12).Select(stretch => start + (stretch / 4.0)).Select(at => at >= from && at < to && !(at >= pause.From && at < pause.To) ? 0.9f : 0.1f).ToArray(), Labels: 1);

    private IReadOnlyList<AvEvent> Hear(double score) => Add(new LabelScore("bell", score, score, score, score), []);

    private IReadOnlyList<AvEvent> Add(LabelScore score, IReadOnlyList<(string, int)> regions)
    {
        var news = _tracker.Add([score], regions, MediaTime.FromSeconds(_now), MediaTime.FromSeconds(_now + 1));
        _now++;
        return news;
    }
}
