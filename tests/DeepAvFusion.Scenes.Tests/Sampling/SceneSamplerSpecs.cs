using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Scenes.Kinds;
using DeepAvFusion.Scenes.Sampling;

namespace DeepAvFusion.Scenes.Tests.Sampling;

public sealed class SceneSamplerSpecs
{
    private static readonly SceneSettings Settings = new();

    [Fact]
    public void Makes_the_same_window_again_on_any_thread_and_in_used_buffers()
    {
        var sampler = new SceneSampler(Settings, SceneSeeds.Train(3));
        var first = Enumerable.Range(0, 12).Select(i => sampler.Sample(i)).ToArray();
        Parallel.For(0, 4, worker =>
        {
            var clip = new SceneSampler(Settings, SceneSeeds.Train(3)).NewClip();
            for (var i = 11 - worker; i >= 0; i--)
            {
                sampler.Fill(clip, i);
                Assert.Equal(first[i].Rgb, clip.Rgb);
                Assert.Equal(first[i].Mixture, clip.Mixture);
                Assert.Equal(first[i].Sounding, clip.Sounding);
                Assert.Equal(first[i].Heard, clip.Heard);
                Assert.Equal(first[i].Sources.Select(s => (s.Kind, s.Verdict, s.Start, s.End)), clip.Sources.Select(s => (s.Kind, s.Verdict, s.Start, s.End)));
            }
        });
    }

    [Fact]
    public void Never_repeats_a_window_under_another_index_or_a_held_out_seed()
    {
        var train = new SceneSampler(Settings, SceneSeeds.Train(0));
        var heldOut = new SceneSampler(Settings, SceneSeeds.HeldOut(0));
        Assert.False(train.Sample(0).Rgb.AsSpan().SequenceEqual(train.Sample(1).Rgb));
        Assert.False(train.Sample(0).Rgb.AsSpan().SequenceEqual(heldOut.Sample(0).Rgb));
        Assert.True(SceneSeeds.IsHeldOut(SceneSeeds.HeldOut(0)));
        Assert.False(SceneSeeds.IsHeldOut(SceneSeeds.Train(999_999_999)));
    }

    [Fact]
    public void Mixture_is_the_sum_of_tracks_and_noise_and_never_clips()
    {
        foreach (var clip in Clips(60))
        {
            var sum = clip.Noise.ToArray();
            foreach (var track in clip.Sources.Select(source => source.Track).OfType<float[]>())
                for (var s = 0; s < sum.Length; s++) sum[s] += track[s];
            Assert.InRange(sum.Zip(clip.Mixture, (a, b) => Math.Abs(a - b)).Max(), 0, 1e-4f);
            Assert.InRange(clip.Mixture.Max(Math.Abs), 0, 0.99f);
        }
    }

    [Fact]
    public void Sounding_mask_holds_exactly_the_things_that_are_heard_and_seen()
    {
        foreach (var clip in Clips(120))
        {
            var marked = clip.Owners.Where((_, i) => clip.Sounding[i] == 1).ToHashSet();
            Assert.Equal(clip.Sources.Where(s => s.Verdict == EventVerdict.HeardAndSeen).Select(s => s.Number).Order(), marked.Order());
            foreach (var source in clip.Sources)
            {
                Assert.Equal(source.Pixels, source.IsSeen ? clip.Owners.Count(owner => owner == source.Number) : 0);
                var classes = clip.Classes.Where((_, i) => source.IsSeen && clip.Owners[i] == source.Number).Distinct();
                if (source.IsSeen) Assert.Equal([source.IsHeard ? source.Kind.Index + 1 : 0], classes.Select(c => (int)c));
            }
        }
    }

    [Fact]
    public void Labels_name_what_is_heard_and_what_is_seen_and_no_kind_comes_twice()
    {
        foreach (var clip in Clips(120))
        {
            Assert.Equal(clip.Sources.Count, clip.Sources.Select(s => s.Kind).Distinct().Count());
            foreach (var kind in SceneKinds.All)
            {
                Assert.Equal(clip.Sources.Any(s => s.Kind == kind && s.IsHeard), clip.Heard[kind.Index] == 1);
                Assert.Equal(clip.Sources.Any(s => s.Kind == kind && s.IsSeen), clip.Seen[kind.Index] == 1);
            }
        }
    }

    [Fact]
    public void Tracks_are_audible_inside_their_times_and_silent_outside()
    {
        foreach (var source in Clips(80).SelectMany(clip => clip.Sources.Select(s => s with { Track = s.Track?.ToArray() })))
        {
            if (source.Track is not { } track)
            {
                Assert.False(source.IsHeard);
                continue;
            }

            var (start, end) = ((int)(source.Start.TotalSeconds * AudioClock.Rate), (int)(source.End.TotalSeconds * AudioClock.Rate));
            Assert.False(track.AsSpan(0, start).ContainsAnyExcept(0));
            Assert.False(track.AsSpan(end).ContainsAnyExcept(0));
            var level = 10 * Math.Log10(track[start..end].Average(sample => (double)sample * sample));
            Assert.True(level is > -36 and < -12, $"{source.Kind} plays at {level:F1} dB");
        }
    }

    [Fact]
    public void World_holds_silence_distractors_and_sounds_from_off_screen()
    {
        var verdicts = new List<EventVerdict>();
        var silent = 0;
        foreach (var clip in Clips(200))
        {
            verdicts.AddRange(clip.Sources.Select(s => s.Verdict));
            if (clip.Sources.All(s => !s.IsHeard)) silent++;
        }

        Assert.InRange(silent, 8, 60);
        Assert.True(verdicts.Count(v => v == EventVerdict.SeenSilent) > 120);
        Assert.True(verdicts.Count(v => v == EventVerdict.HeardAndSeen) > 120);
        Assert.True(verdicts.Count(v => v == EventVerdict.HeardOffScreen) > 20);
    }

    [Fact]
    public void Names_all_impossible_settings_at_once()
    {
        var settings = new SceneSettings { MostThings = 0, LeastSize = 0.5f, SilenceChance = 2, Kinds = [] };
        var error = Assert.Throws<UserErrorException>(() => new SceneSampler(settings, 1));
        Assert.Contains("not 0", error.Message, StringComparison.Ordinal);
        Assert.Contains("sizes", error.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(SceneSettings.SilenceChance), error.Message, StringComparison.Ordinal);
        Assert.Contains("kinds", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_to_the_kinds_it_is_given()
    {
        var kinds = new[] { SceneKinds.Named("bell"), SceneKinds.Named("Frog") };
        var sampler = new SceneSampler(Settings with { Kinds = kinds, MostThings = 2 }, 5);
        for (var i = 0; i < 20; i++) Assert.All(sampler.Sample(i).Sources, source => Assert.Contains(source.Kind, kinds));
    }

    private static IEnumerable<SceneClip> Clips(int count)
    {
        var sampler = new SceneSampler(Settings, SceneSeeds.HeldOut(1));
        var clip = sampler.NewClip();
        for (var i = 0; i < count; i++)
        {
            sampler.Fill(clip, i);
            yield return clip;
        }
    }
}
