using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Scenes.Generate;
using DeepAvFusion.Scenes.Sampling;
using DeepAvFusion.Scenes.Video;
using DeepAvFusion.Training.Live;
using DeepAvFusion.Training.Metrics.Separation;

namespace DeepAvFusion.Training.Tests.Live;

/// <summary>The live evaluation's numbers, of answers that are made from the truth and then spoilt.</summary>
public sealed class LiveTallySpecs
{
    private const int Width = 64;
    private const int Height = 48;
    private const int Seconds = 6;
    private const double Step = 1;
    private static readonly LiveTruth Truth = Shown(index: 2);

    [Fact]
    public void An_answer_that_is_the_truth_is_perfect()
    {
        var (sounds, places, events) = Judged(Truth, Answer(Truth));

        Assert.True(sounds.Objects > 0);
        Assert.Equal(0, sounds.Missed);
        Assert.All(sounds.Gains(), gain => Assert.True(gain > 40));
        Assert.Equal(1, places.Labels);
        Assert.Equal(1, places.Overlap, 3);
        Assert.Equal(0, places.Switches);
        Assert.Equal((1, 1, 1), (events.Strict.Precision, events.Strict.Recall, events.Lenient.F1));
        Assert.Equal((1, 1), (events.Verdicts, events.VerdictsOfHeard));
        Assert.True(sounds.Leakage < -60);
        Assert.Equal(sounds.TrueResidual, sounds.Residual, 1);
    }

    [Fact]
    public void Another_id_half_way_is_a_switch_and_costs_the_sound()
    {
        var answer = Answer(Truth);
        var thing = Truth.Things.First(thing => thing.HeardAndSeen >= 3);
        var (old, fresh) = (TrackId.OfRegion(thing.Number), TrackId.OfRegion(100));
        var half = Truth.Mixture.Length / 2;
        var tracks = new Dictionary<TrackId, float[]>(answer.Tracks) { [fresh] = (float[])answer.Tracks[old].Clone(), [old] = (float[])answer.Tracks[old].Clone() };
        tracks[fresh].AsSpan(0, half).Clear();
        tracks[old].AsSpan(half).Clear();
        var windows = answer.Windows.Select(window => window.Start.Seconds < Seconds / 2 - 1 ? window : window with
        {
            Regions = [.. window.Regions.Select(region => region.Id == thing.Number ? region with { Id = 100 } : region)],
        });

        var (sounds, places, _) = Judged(Truth, new LiveAnswer([.. windows], tracks, answer.Events));

        Assert.True(places.Switches > 0);
        Assert.True(sounds.Gains().Min() < 40);
    }

    [Fact]
    public void The_untouched_mixture_gains_nothing_and_leaks()
    {
        var answer = Answer(Truth);
        var tracks = answer.Tracks.ToDictionary(track => track.Key, track => track.Key.Kind == TrackKind.Region ? Truth.Mixture : track.Value);

        var (sounds, _, _) = Judged(Truth, answer with { Tracks = tracks });

        Assert.All(sounds.Gains(), gain => Assert.Equal(0, gain, 3));
        Assert.Equal(0, sounds.Leakage, 3);
    }

    [Fact]
    public void Events_that_come_late_and_stay_too_long_lose_recall_and_precision()
    {
        var answer = Answer(Truth);
        var late = answer.Events.Select(one => one with { Start = one.Start == MediaTime.Zero ? one.Start : one.Start + TimeSpan.FromSeconds(0.2), End = one.End! + TimeSpan.FromSeconds(0.2) });
        var (_, _, events) = Judged(Truth, answer with { Events = [.. late] });

        Assert.True(events.Strict.Precision < 1);
        Assert.True(events.Strict.Recall < 1);
        Assert.Equal(1, events.Lenient.F1);                             // within the collar
        Assert.Equal(0.2, events.OnsetError, 3);
        Assert.Equal(1, events.OnsetsRight);
    }

    [Fact]
    public void What_is_told_of_a_silent_thing_counts_as_false()
    {
        var truth = Shown(index: 7);                                    // nothing sounds in it
        var things = truth.Things.Where(thing => thing.Seen.Contains(true)).ToList();
        var answer = Answer(truth) with
        {
            Events = [.. things.Select((thing, i) => new AvEvent(i, thing.Label, EventPhase.Ended, EventVerdict.HeardAndSeen, MediaTime.Zero, MediaTime.FromSeconds(Seconds), 1, null))],
        };

        var (_, places, events) = Judged(truth, answer);

        Assert.Equal(1, places.SilencesKept);
        Assert.Equal(things.Count > 0 ? 1 : double.NaN, events.SilentTold);
    }

    [Fact]
    public void Scale_does_not_count_but_everything_else_does()
    {
        float[] sound = [1, -1, 1, -1], other = [1, 1, -1, -1];

        Assert.True(SiSdr.Of(sound, [0.3f, -0.3f, 0.3f, -0.3f]) > 90);
        Assert.Equal(0, SiSdr.Of(sound, [.. sound.Zip(other, (a, b) => a + b)]), 6);
        Assert.Equal(double.NegativeInfinity, SiSdr.Of(sound, other));
    }

    private static (SoundTally, PlaceTally, EventTally) Judged(LiveTruth truth, LiveAnswer answer)
    {
        var (sounds, places, events) = (new SoundTally(), new PlaceTally(), new EventTally());
        sounds.Add(truth, answer, places.Add(truth, answer, Step));
        events.Add(truth, answer);
        return (sounds, places, events);
    }

    private static LiveTruth Shown(int index)
    {
        var truth = new LiveTruth(Width, Height, Seconds * LiveTruth.PerSecond);
        var video = LiveClips.Open(new SceneVideoSettings { Width = Width, Height = Height, FrameRate = LiveTruth.PerSecond }, SceneSeeds.HeldOut(3), index, Seconds);
        for (var i = 0; i < truth.Tenths; i++) truth.Add(video.Next());
        return truth;
    }

    /// <summary>What a perfect analyzer would tell, things keeping their number as id.</summary>
    private static LiveAnswer Answer(LiveTruth truth)
    {
        var placed = truth.Things.Where(thing => thing.Number > 0 && thing.Heard.Contains(true)).ToList();
        var tracks = placed.ToDictionary(thing => TrackId.OfRegion(thing.Number), thing => thing.Track);
        var rest = (float[])truth.Mixture.Clone();
        foreach (var thing in placed)
            for (var i = 0; i < rest.Length; i++) rest[i] -= thing.Track[i];
        tracks[TrackId.Residual] = rest;
        var windows = Enumerable.Range(0, Seconds - 2).Select(second => Window(truth, placed, second)).ToList();
        var events = truth.Things.SelectMany(thing => Runs(thing.Heard).Select(run => (thing, run))).Select((one, i) => new AvEvent(
            i, one.thing.Label, EventPhase.Ended, one.thing.Number > 0 ? EventVerdict.HeardAndSeen : EventVerdict.HeardOffScreen,
            MediaTime.FromSeconds(one.run.From / 10.0), MediaTime.FromSeconds(one.run.To / 10.0), 1, null));
        return new LiveAnswer(windows, tracks, [.. events]);
    }

    private static AvAnalysis Window(LiveTruth truth, List<TrueThing> placed, int second)
    {
        var owners = truth.Owners[(second * 10) + 15];
        var sounding = placed.Where(thing => thing.HeardWithin(second * 10, (second * 10) + 30) > 0 && owners.Contains(thing.Number)).ToList();
        return new AvAnalysis
        {
            Stream = new StreamId("clip"),
            Run = new RunId(1),
            Window = second,
            Start = MediaTime.FromSeconds(second),
            End = MediaTime.FromSeconds(second + 3),
            CapturedAt = default,
            AnalysedAt = default,
            Model = new ModelIdentity("perfect", "", IsTrained: true),
            HasPicture = true,
            HasSound = true,
            Level = new SoundLevel(-20, -10),
            Labels = [],
            Events = [],
            Regions = [.. sounding.Select(thing => new SoundingRegion(thing.Number, PictureBox.Whole, 0.1, 1, thing.Label, 1, [], new SoundLevel(-20, -10)))],
            Map = new SoundingMap(truth.Width, truth.Height, new byte[owners.Length], Array.ConvertAll(owners, owner => (byte)(sounding.FindIndex(thing => thing.Number == owner && owner > 0) + 1))),
            Audio = [],
            Times = StageTimes.None,
        };
    }

    private static IEnumerable<(int From, int To)> Runs(bool[] heard)
    {
        for (var from = 0; from < heard.Length; from++)
        {
            if (!heard[from]) continue;
            var to = from;
            while (to < heard.Length && heard[to]) to++;
            yield return (from, to);
            from = to;
        }
    }
}
