using DeepAvFusion.Model.Presets;
using DeepAvFusion.Scenes.Kinds;
using DeepAvFusion.Scenes.Sampling;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Data.Scenes;

namespace DeepAvFusion.Training.Tests.Data;

public sealed class SceneSamplesSpecs
{
    private static readonly EncoderConfig Encoder = new(
        new BackboneConfig(3, new InputSize(64, 64), 16, 16, 1, 2),
        new BackboneConfig(1, new InputSize(128, 64), 16, 16, 1, 2),
        new FusionConfig(FusionKind.Factorized, FusionLayers.All, new FusionTokens(2, 2, 2), 2));

    [Fact]
    public void A_window_has_every_part_in_the_size_of_the_encoder()
    {
        var sample = new SceneSamples(new SceneSettings(), SceneSeeds.Train(1), 4, Encoder, new SceneTaskSettings()).Read(0, new SampleDraw(1, 0, 0), CancellationToken.None);

        Assert.Equal((3 * 64 * 64, 128 * 64, 64 * 64), (sample.Image.Length, sample.Audio.Length, sample.Map!.Length));
        Assert.Equal((3 * 64 * 64, 128 * 64, 128 * 64), (sample.Separation!.Image.Length, sample.Separation.Source.Length, sample.Separation.Rest.Length));
        Assert.Equal((SceneKinds.All.Count, SceneKinds.All.Count), (sample.Labels!.Length, sample.Seen!.Length));
    }

    [Fact]
    public void The_same_draw_gives_the_same_window_and_another_epoch_another_one()
    {
        var source = new SceneSamples(new SceneSettings(), SceneSeeds.Train(1), 4, Encoder, new SceneTaskSettings());

        var first = source.Read(2, new SampleDraw(1, 0, 2), CancellationToken.None);
        var again = source.Read(2, new SampleDraw(1, 0, 2), CancellationToken.None);
        var later = source.Read(2, new SampleDraw(1, 1, 2), CancellationToken.None);

        Assert.Equal(first.Image, again.Image);
        Assert.Equal(first.Separation!.Source, again.Separation!.Source);
        Assert.NotEqual(first.Audio, later.Audio);
    }

    [Fact]
    public void Of_a_silent_thing_nothing_is_to_be_heard()
    {
        var settings = new SceneSettings { SilenceChance = 1, EmptyChance = 0 };
        var source = new SceneSamples(settings, SceneSeeds.Train(1), 4, Encoder, new SceneTaskSettings(SilentChance: 1));

        var sample = source.Read(0, new SampleDraw(1, 0, 0), CancellationToken.None);

        Assert.All(sample.Separation!.Source, value => Assert.InRange(value, -7.01f, -6.99f));
        Assert.Equal(sample.Audio, sample.Separation.Rest);
        Assert.Contains(1f, sample.Separation.Seen!);
        Assert.DoesNotContain(1f, sample.Labels!);
    }

    [Fact]
    public void Cameras_of_three_shapes_are_squeezed_into_one_square()
    {
        var settings = new SceneSettings { EmptyChance = 0 };
        var source = new SceneSamples(settings, SceneSeeds.Train(1), 6, Encoder);
        var wide = new SceneSampler(new SceneSettings { EmptyChance = 0, PictureWidth = 114, PictureHeight = 64, Duration = TimeSpan.FromSeconds(1.024) }, SceneSeeds.Train(1)).Sample(2);

        var sample = source.Read(2, new SampleDraw(1, 0, 2), CancellationToken.None);

        Assert.Equal(wide.Seen, sample.Seen);
        Assert.Equal(64 * 64, sample.Map!.Length);
        Assert.Equal(wide.Sounding.Average(pixel => pixel), sample.Map.Average(), 0.02);
    }

    [Fact]
    public void Patches_tell_how_much_of_them_shows_and_sounds_like_each_class()
    {
        var classes = SceneKinds.All.Count;
        var settings = new SceneSettings { SilenceChance = 0, EmptyChance = 0, LeastSounds = 2 };
        var source = new SceneSamples(settings, SceneSeeds.Train(1), 6, Encoder, new SceneTaskSettings());

        for (var i = 0; i < 6; i++)
        {
            var sample = source.Read(i, new SampleDraw(1, 0, i), CancellationToken.None);
            var seen = sample.SeenPatches!.Chunk(classes).ToArray();
            var heard = sample.HeardPatches!.Chunk(classes).ToArray();

            Assert.Equal((4 * 4, 8 * 4), (seen.Length, heard.Length));
            Assert.All(seen, shares => Assert.InRange(shares.Sum(), 0, 1.0001f));
            Assert.All(heard.SelectMany(shares => shares), share => Assert.InRange(share, 0, 1));
            for (var kind = 0; kind < classes; kind++)
            {
                Assert.Equal(sample.Seen![kind] > 0, seen.Any(shares => shares[kind] > 0));
                Assert.Equal(sample.Labels![kind] > 0, heard.Any(shares => shares[kind] > 0.01f));
            }
        }
    }

    [Fact]
    public void Things_asked_for_at_once_take_places_of_their_own_and_the_rest_is_what_none_of_them_makes()
    {
        var settings = new SceneSettings { SilenceChance = 0, EmptyChance = 0, LeastSounds = 2, MostSounds = 4, OffScreenChance = 0 };
        var source = new SceneSamples(settings, SceneSeeds.Train(1), 6, Encoder, new SceneTaskSettings(WholeChance: 0, PerObject: true));

        for (var i = 0; i < 6; i++)
        {
            var sample = source.Read(i, new SampleDraw(1, 0, i), CancellationToken.None);
            var objects = sample.Objects!;
            var masks = objects.Masks.Chunk(64 * 64).ToArray();
            var sounds = objects.Sources.Chunk(sample.Audio.Length).Select(source => source.Sum()).ToArray();

            Assert.Equal((ObjectTask.Most, ObjectTask.Most), (masks.Length, sounds.Length));
            for (var pixel = 0; pixel < masks[0].Length; pixel++) Assert.InRange(masks.Sum(mask => mask[pixel]), 0, 1);
            Assert.All(masks.Zip(sounds), place => Assert.True(place.First.Contains(1) || place.Second == 0, $"window {i}: a place without a thing sounds"));
            Assert.InRange((sounds.Sum() + objects.Rest.Sum()) / sample.Audio.Sum(level => MathF.Pow(10, level)), 0.6f, 1.7f);   // waves add up, powers nearly
        }
    }

    [Fact]
    public void A_zoomed_picture_shows_one_thing_large_and_what_is_heard_stays()
    {
        var settings = new SceneSettings { EmptyChance = 0 };
        var (whole, zoomed) = (new SceneSamples(settings, SceneSeeds.Train(1), 8, Encoder), new SceneSamples(settings, SceneSeeds.Train(1), 8, Encoder, zoomChance: 1));

        for (var i = 0; i < 8; i++)
        {
            var (all, part) = (whole.Read(i, new SampleDraw(1, 0, i), CancellationToken.None), zoomed.Read(i, new SampleDraw(1, 0, i), CancellationToken.None));

            Assert.Equal(all.Audio, part.Audio);
            Assert.Equal(all.Labels, part.Labels);
            Assert.True(part.SeenPatches!.Max() >= all.SeenPatches!.Max() - 0.2f, $"window {i}: {part.SeenPatches!.Max()} of a patch, {all.SeenPatches!.Max()} in the whole picture");
            Assert.InRange(part.Seen!.Sum(), 1, all.Seen!.Sum());
        }
    }
}
