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
}
