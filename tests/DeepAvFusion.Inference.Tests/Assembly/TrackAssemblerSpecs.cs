using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference.Assembly;
using DeepAvFusion.Inference.Regions;

namespace DeepAvFusion.Inference.Tests.Assembly;

public sealed class TrackAssemblerSpecs
{
    private const int Rate = AudioClock.Rate;
    private static readonly SeparationSettings Settings = new(Fade: TimeSpan.FromMilliseconds(50), Guard: TimeSpan.FromMilliseconds(100), RegionSounds.Auto);
    private readonly TrackAssembler _assembler = new(Settings);
    private readonly List<TrackChunk> _chunks = [];

    [Fact]
    public void The_mixture_comes_out_sample_by_sample_without_gap_or_overlap()
    {
        var mixture = Tone(6 * Rate);
        Play(mixture, _ => []);
        Assert.Equal(mixture, Track(TrackId.Mixture, mixture.Length));
    }

    [Fact]
    public void Regions_and_residual_add_up_to_the_mixture_at_every_sample()
    {
        var mixture = Tone(6 * Rate);
        Play(mixture, k => k is 1 or 2 ? [(7, 0.5f)] : k == 3 ? [(7, 0.25f), (8, 0.5f)] : []);
        var sum = new[] { Track(TrackId.OfRegion(7), mixture.Length), Track(TrackId.OfRegion(8), mixture.Length), Track(TrackId.Residual, mixture.Length) };
        for (var i = 0; i < mixture.Length; i++)
            Assert.Equal(mixture[i], sum[0][i] + sum[1][i] + sum[2][i], 1e-5f);
    }

    [Fact]
    public void Estimates_that_change_between_windows_fade_without_a_step()
    {
        var mixture = Enumerable.Repeat(1f, 6 * Rate).ToArray();
        Play(mixture, k => [(1, k % 2 == 0 ? 1f : 0f)]);
        var track = Track(TrackId.OfRegion(1), mixture.Length);
        var largest = Enumerable.Range(1, track.Length - 1).Max(i => Math.Abs(track[i] - track[i - 1]));
        Assert.InRange(largest, 1e-6, 1.5 / (0.05 * Rate));
    }

    [Fact]
    public void Sound_is_final_a_guard_and_a_fade_after_its_window_ended()
    {
        var chunks = Add(0, Tone(3 * Rate), []);
        var mixture = Assert.Single(chunks, chunk => chunk.Track == TrackId.Mixture);
        Assert.Equal(MediaTime.FromSeconds(2.85), mixture.End);
    }

    [Fact]
    public void Lost_windows_that_still_overlap_leave_no_hole()
    {
        var mixture = Tone(7 * Rate);
        Add(0, mixture[..(3 * Rate)], []);
        Add(2 * Rate, mixture[(2 * Rate)..(5 * Rate)], []);
        Add(4 * Rate, mixture[(4 * Rate)..], []);
        _chunks.AddRange(_assembler.Finish());
        Assert.Equal(mixture, Track(TrackId.Mixture, mixture.Length));
    }

    [Fact]
    public void After_a_hole_that_no_window_covers_the_tracks_go_on_at_the_right_time()
    {
        Add(0, Tone(3 * Rate), []);
        Add(10 * Rate, Tone(3 * Rate), []);
        _chunks.AddRange(_assembler.Finish());
        var starts = _chunks.Where(chunk => chunk.Track == TrackId.Mixture).Select(chunk => chunk.Start.Seconds).ToList();
        Assert.Contains(10, starts);
        Assert.Equal(3, _chunks.Where(chunk => chunk.Track == TrackId.Mixture && chunk.Start.Seconds < 5).Max(chunk => chunk.End.Seconds), 6);
    }

    private void Play(float[] mixture, Func<int, (int Id, float Share)[]> regions)
    {
        for (var k = 0; (k + 3) * Rate <= mixture.Length; k++)
        {
            var window = mixture[(k * Rate)..((k + 3) * Rate)];
            Add(k * Rate, window, [.. regions(k).Select(region => (region.Id, (ReadOnlyMemory<float>)window.Select(v => v * region.Share).ToArray()))]);
        }
        _chunks.AddRange(_assembler.Finish());
    }

    private IReadOnlyList<TrackChunk> Add(long start, float[] mixture, IReadOnlyList<(int, ReadOnlyMemory<float>)> regions)
    {
        var chunks = _assembler.Add(MediaTime.FromSample(start, Rate), mixture, regions);
        _chunks.AddRange(chunks);
        return chunks;
    }

    /// <summary>A whole track; fails when pieces overlap.</summary>
    private float[] Track(TrackId id, int length)
    {
        var track = new float[length];
        var next = 0L;
        foreach (var chunk in _chunks.Where(chunk => chunk.Track == id))
        {
            var at = chunk.Start.ToSample(Rate);
            Assert.True(at >= next, $"{id} overlaps at {chunk.Start}");
            chunk.Samples.CopyTo(track, at);
            next = at + chunk.Samples.Length;
        }
        return track;
    }

    private static float[] Tone(int length) => [.. Enumerable.Range(0, length).Select(i => MathF.Sin(i * 0.05f))];
}
