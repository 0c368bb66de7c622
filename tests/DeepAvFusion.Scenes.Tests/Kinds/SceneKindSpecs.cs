using System.Numerics;
using DeepAvFusion.Core;
using DeepAvFusion.Scenes.Drawing;
using DeepAvFusion.Scenes.Kinds;
using DeepAvFusion.Scenes.Worlds;

namespace DeepAvFusion.Scenes.Tests.Kinds;

public sealed class SceneKindSpecs
{
    private const int Side = 120;

    public static TheoryData<string> Kinds => new(SceneKinds.All.Concat(SceneKinds.Further).Select(kind => kind.Name));

    [Fact]
    public void There_are_at_least_twelve_and_class_numbers_are_their_places()
    {
        Assert.True(SceneKinds.All.Count >= 12);
        Assert.Equal(Enumerable.Range(0, SceneKinds.All.Count), SceneKinds.All.Select(kind => kind.Index));
        Assert.Equal(SceneKinds.All.Count, SceneKinds.Names.Distinct().Count());
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_known_ones()
    {
        var error = Assert.Throws<UserErrorException>(() => SceneKinds.Named("kazoo"));
        Assert.Contains("'kazoo'", error.Message, StringComparison.Ordinal);
        Assert.Contains("guitar, violin", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Drawing_fills_its_frame_stays_inside_and_shows_many_colours(string name)
    {
        var kind = SceneKinds.Named(name);
        for (var look = 0UL; look < 5; look++)
        {
            var (rgb, owners) = Draw(kind, look, level: look % 2);
            Assert.InRange(owners.Count(owner => owner == 7), Side * Side * 12 / 100, Side * Side * 85 / 100);
            var colours = owners.Select((owner, i) => (owner, i)).Where(p => p.owner == 7).Select(p => (rgb[p.i * 3] / 8, rgb[(p.i * 3) + 1] / 8, rgb[(p.i * 3) + 2] / 8)).Distinct().Count();
            Assert.True(colours > 40, $"{colours} colours");
            for (var i = 0; i < Side; i++) Assert.Equal([0, 0, 0, 0], [owners[i], owners[(Side * Side) - 1 - i], owners[i * Side], owners[(i * Side) + Side - 1]]);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Drawing_moves_with_its_sound(string name)
    {
        var kind = SceneKinds.Named(name);
        Assert.NotEqual(Draw(kind, 3, level: 0).Rgb, Draw(kind, 3, level: 1).Rgb);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Sound_is_audible_never_clips_and_begins_and_ends_without_a_click(string name)
    {
        var kind = SceneKinds.Named(name);
        for (var key = 0UL; key < 6; key++)
        {
            var samples = Play(kind, key, gain: 1);
            var level = 10 * Math.Log10(samples.AsSpan(1600, 44000).ToArray().Average(x => (double)x * x));
            Assert.True(level is > -26 and < -15, $"{level:F1} dB");
            Assert.InRange(samples.Max(Math.Abs), 0, 0.5f);
            Assert.InRange(samples[0], -0.001f, 0.001f);
            Assert.InRange(samples[^1], -0.001f, 0.001f);
            Assert.All(samples[..20], x => Assert.InRange(x, -0.05f, 0.05f));
            Assert.All(samples[^20..], x => Assert.InRange(x, -0.05f, 0.05f));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Sound_does_not_depend_on_how_it_is_cut_into_pieces(string name)
    {
        var kind = SceneKinds.Named(name);
        var whole = Play(kind, 9, gain: 0.7f);
        var run = new SoundRun(new SceneSound(0, kind, false, 0, 3, 0.7f, 9));
        var pieces = new float[48000];
        for (var at = 0; at < pieces.Length; at += 1067) run.Render(at, pieces.AsSpan(at, Math.Min(1067, pieces.Length - at)));
        Assert.Equal(whole, pieces);
        var late = new float[16000];
        new SoundRun(new SceneSound(0, kind, false, 0, 3, 0.7f, 9)).Render(20000, late);
        Assert.Equal(whole[20000..36000], late);
    }

    [Fact]
    public void Sounds_of_two_kinds_differ_more_than_two_sounds_of_one()
    {
        var prints = SceneKinds.All.Concat(SceneKinds.Further).Select(kind => Enumerable.Range(0, 6).Select(key => SpectralPrint.Of(Play(kind, (ulong)key, 1))).ToArray()).ToArray();
        var right = 0;
        for (var kind = 0; kind < prints.Length; kind++)
        {
            for (var key = 0; key < 6; key++)
            {
                var nearest = prints.SelectMany((group, k) => group.Select((print, n) => (k, n, Distance: SpectralPrint.Distance(print, prints[kind][key]))))
                    .Where(p => (p.k, p.n) != (kind, key)).MinBy(p => p.Distance);
                if (nearest.k == kind) right++;
            }
        }

        Assert.True(right >= 6 * prints.Length * 0.75, $"{right} of {6 * prints.Length} sounds are nearest to one of their own kind");
    }

    private static (byte[] Rgb, byte[] Owners) Draw(SceneKind kind, ulong look, float level)
    {
        var (rgb, owners) = (new byte[Side * Side * 3], new byte[Side * Side]);
        var canvas = new Canvas(Side, Side, rgb, owners);
        canvas.BeginThing(7);
        kind.Draw(new Pen(canvas) { Transform = Matrix3x2.CreateScale(Side * 0.42f) * Matrix3x2.CreateTranslation(Side / 2, Side / 2) }, new ThingLook(look), new Motion(1.37f, level));
        canvas.EndThing();
        return (rgb, owners);
    }

    private static float[] Play(SceneKind kind, ulong key, float gain)
    {
        var samples = new float[48000];
        new SoundRun(new SceneSound(0, kind, false, 0, 3, gain, key)).Render(0, samples);
        return samples;
    }
}
