using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Sinks.Store;
using DeepAvFusion.Store.Events;

namespace DeepAvFusion.Sinks.Tests.Store;

public sealed class EventNewsSpecs
{
    private readonly EventNews _news = new();

    [Fact]
    public void An_event_is_told_when_it_begins_when_it_ends_and_from_time_to_time_between()
    {
        var told = Enumerable.Range(0, 25).SelectMany(second => _news.Of(Window(second, second == 0 ? EventPhase.Started : EventPhase.Updated))).ToList();
        Assert.Equal([3000, 13000, 23000], told.Select(e => e.EndAt));
        Assert.All(told, e => Assert.True(e.IsOpen));
        var end = Assert.Single(_news.Of(Window(25, EventPhase.Ended)));
        Assert.Equal((0L, 26500L, false), (end.StartAt, end.EndAt, end.IsOpen));
        Assert.Empty(_news.Over());
    }

    [Fact]
    public void What_is_kept_is_of_the_window_in_which_it_was_surest_and_of_the_loudest()
    {
        _news.Of(Window(0, EventPhase.Started, peak: 0.5, image: 0.1, loudness: -40, direction: 0));
        _news.Of(Window(1, EventPhase.Updated, peak: 0.9, image: 0.7, loudness: -30, direction: 1));
        _news.Of(Window(2, EventPhase.Updated, peak: 0.9, image: 0.2, loudness: -20, direction: 0));
        var end = Assert.Single(_news.Of(Window(3, EventPhase.Ended, peak: 0.9, loudness: -3)));
        Assert.Equal((0.9, 0.7, -20d), (end.Peak, end.Image, end.Loudness));
        Assert.Equal(new float[] { 0, 1 }, Embedding.Unpack(end.Embedding!));
    }

    [Fact]
    public void What_a_run_leaves_open_ends_with_it()
    {
        _news.Of(Window(0, EventPhase.Started));
        _news.Of(Window(1, EventPhase.Updated));
        var left = Assert.Single(_news.Over());
        Assert.Equal((4000L, false), (left.EndAt, left.IsOpen));
    }

    [Fact]
    public void What_is_no_number_is_left_out()
    {
        var e = Assert.Single(_news.Of(Window(0, EventPhase.Started, image: double.NaN, loudness: double.NegativeInfinity)));
        Assert.Null(e.Image);
        Assert.Equal(SoundLevel.Floor, e.Loudness);
    }

    [Fact]
    public void A_fault_is_an_event_of_its_own()
    {
        var e = EventNews.Of(new FaultItem(Analyses.Stream, new RunId(1), 1_000_000_000, "black", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddSeconds(4), IsOver: true, -30));
        Assert.Equal(("black", "fault", 0L, 4000L, false, -30d), (e.Label, e.Verdict, e.StartAt, e.EndAt, e.IsOpen, e.Loudness));
        Assert.True(EventId.TryParse(e.Id.ToString(), out _));
    }

    private static AvAnalysis Window(int second, EventPhase phase, double peak = 0.5, double image = 0.5, double loudness = -20, int direction = 0) => Analyses.Make(second) with
    {
        CapturedAt = DateTimeOffset.UnixEpoch.AddSeconds(second + 3),
        Level = new SoundLevel(loudness, 0),
        Labels = [new LabelScore("bell", peak, image, 0.1, 0.2)],
        Embedding = [1 - direction, direction],
        Events = [new AvEvent(4, "bell", phase, EventVerdict.HeardAndSeen, MediaTime.Zero, phase == EventPhase.Ended ? MediaTime.FromSeconds(second + 1.5) : null, peak, null)],
    };
}
