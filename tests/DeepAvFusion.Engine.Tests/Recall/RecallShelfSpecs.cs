using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Engine.Recall;
using DeepAvFusion.Inference;
using DeepAvFusion.Inference.Assembly;

namespace DeepAvFusion.Engine.Tests.Recall;

/// <summary>What live streams have just told: windows of 3 s, one a second, whose sound is a number that counts the seconds of the run.</summary>
public sealed class RecallShelfSpecs
{
    private const int Length = 3;
    private static readonly StreamId Door = new("door");

    private readonly List<RecalledWindow> _forgotten = [];

    [Fact]
    public void Windows_that_hold_half_of_a_stretch_are_found_and_of_a_long_one_those_that_lie_half_in_it()
    {
        var shelf = Filled(10);
        Assert.Equal([3, 4, 5], Indices(shelf.Find(Door, At(5.2), At(5.8))));
        Assert.Equal([4, 5, 6, 7], Indices(shelf.Find(Door, At(5), At(9))));
        Assert.Empty(shelf.Find(Door, At(100), At(101)));
        Assert.Empty(shelf.Find(new StreamId("yard"), At(5), At(6)));
    }

    [Fact]
    public void What_is_older_than_the_span_is_forgotten_and_so_is_what_does_not_fit_the_bytes()
    {
        Assert.Equal((At(2), At(12)), Filled(10, span: 7).Reach(Door));
        var bytes = Filled(1).Glance(Door)[0];
        Assert.True(Filled(10, bytes: 2 * (bytes.Traits.Scores.Count * 64 + (Length * AudioClock.Rate * 2))).Glance(Door).Count <= 2);
    }

    [Fact]
    public void What_is_forgotten_without_having_been_taken_is_told()
    {
        var shelf = Filled(3, span: 4);
        shelf.Take(Door, shelf.Find(Door, At(0), At(1)).Take(1));
        Fill(shelf, 3, 8);
        Assert.Equal([1, 2], Indices(_forgotten).Take(2));
    }

    [Fact]
    public void The_sound_of_a_stretch_is_joined_over_windows_and_silent_where_nothing_is_remembered()
    {
        var shelf = Filled(10);
        var sound = shelf.Sound(Door, At(4), At(8));
        Assert.Equal([4, 5, 6, 7], Enumerable.Range(0, 4).Select(second => Second(sound, second)));
        var late = shelf.Sound(Door, At(10), At(14));
        Assert.Equal([10, 11, 0, 0], Enumerable.Range(0, 4).Select(second => Second(late, second)));
        Assert.Equal([4, 5, 6], Enumerable.Range(0, 3).Select(second => Second(shelf.Find(Door, At(4), At(7)).Single(window => window.Facts.Index == 4).Sound, second)));
    }

    [Fact]
    public void An_event_is_known_by_its_number_as_long_as_its_windows_are()
    {
        var shelf = Filled(3, span: 5);
        shelf.Note(Analysis(new AvEvent(7, "bell", EventPhase.Ended, EventVerdict.HeardAndSeen, MediaTime.FromSeconds(1), MediaTime.FromSeconds(2), 0.9, null)));
        Assert.Equal(new RecalledEvent("bell", At(1), At(2)), shelf.Find(Door, new RunId(1), 7));
        Assert.Null(shelf.Find(Door, new RunId(2), 7));
        Fill(shelf, 3, 20);
        shelf.Note(Analysis());
        Assert.Null(shelf.Find(Door, new RunId(1), 7));
    }

    [Fact]
    public void The_picture_nearest_a_moment_is_a_jpeg_and_a_stream_that_goes_takes_all_with_it()
    {
        var shelf = Filled(3);
        Assert.Equal([0xFF, 0xD8], shelf.Picture(Door, At(2))!.Take(2));
        shelf.Forget(Door);
        Assert.Null(shelf.Picture(Door, At(2)));
        Assert.Null(shelf.Reach(Door));
    }

    private RecallShelf Filled(int windows, double span = 60, long bytes = 64 << 20)
    {
        var shelf = new RecallShelf(new RecallSettings(TimeSpan.FromSeconds(span), bytes)) { Forgotten = window => _forgotten.Add(window with { Sound = [] }) };
        Fill(shelf, 0, windows);
        return shelf;
    }

    private static void Fill(RecallShelf shelf, int from, int to)
    {
        for (var index = from; index < to; index++)
        {
            using var rgb = Lease.Rent<byte>(8 * 8 * 3);
            rgb.Span.Clear();
            using var picture = new PictureFrame { Time = MediaTime.FromSeconds(index + 1.5), ArrivedAt = At(index), Rgb = rgb.Retain(), Width = 8, Height = 8 };
            using var result = Result(index);
            shelf.Remember(new WindowFacts(Door, new RunId(1), index, MediaTime.FromSeconds(index), MediaTime.FromSeconds(index + Length), TimeSpan.FromSeconds(Length), At(index + Length), true, true), picture, result);
        }
    }

    private static WindowResult Result(int index)
    {
        var sound = Lease.Rent<float>(Length * AudioClock.Rate);
        for (var i = 0; i < sound.Length; i++)
            sound.Span[i] = (index + (i / AudioClock.Rate)) / 100f;
        return new WindowResult
        {
            Model = Windows.Model, Scores = [new LabelScore("bell", 0.5, 0.5, 0.5, 0.5)], Level = new SoundLevel(-20, -10), Map = null, Regions = [], Mixture = sound, Times = StageTimes.None,
        };
    }

    private static AvAnalysis Analysis(params AvEvent[] events) => new()
    {
        Stream = Door, Run = new RunId(1), Window = 0, Start = MediaTime.Zero, End = MediaTime.FromSeconds(Length), CapturedAt = At(Length), AnalysedAt = At(Length), Model = Windows.Model,
        HasPicture = true, HasSound = true, Level = new SoundLevel(-20, -10), Labels = [], Events = events, Regions = [], Map = null, Audio = [], Times = StageTimes.None,
    };

    private static DateTimeOffset At(double seconds) => DateTimeOffset.UnixEpoch.AddSeconds(seconds);

    private static IEnumerable<long> Indices(IEnumerable<RecalledWindow> windows) => windows.Select(window => window.Facts.Index);

    private static int Second(short[] sound, int second) => (int)Math.Round(sound[(second * AudioClock.Rate) + 100] / 327.67);
}
