using DeepAvFusion.Model.Joint;
using DeepAvFusion.Model.Presets;
using DeepAvFusion.Scenes.Kinds;
using DeepAvFusion.Scenes.Sampling;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Data.Scenes;
using DeepAvFusion.Training.Joint;
using DeepAvFusion.Training.Recipes;
using DeepAvFusion.Training.Tests.Data;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Tests.Trainers;

/// <summary>Every recipe over a network small enough to train in a test, and data for it.</summary>
internal static class TinyRecipes
{
    private static readonly EncoderConfig SceneEncoder = new(
        new BackboneConfig(3, new InputSize(32, 32), 16, 128, 1, 2),
        new BackboneConfig(1, new InputSize(128, 64), 16, 128, 1, 2),
        new FusionConfig(FusionKind.Factorized, FusionLayers.All, new FusionTokens(2, 2, 2), 2));

    public static Recipe Create(string name, TrainingSettings settings) => name switch
    {
        "pretrain" => PretrainRecipe.Create(TinyModels.Autoencoder(), settings, CPU),
        "linprobe" => ProbeRecipe.Create(TinyModels.Encoder(), 3, false, null, settings, CPU),
        "finetune" => FinetuneRecipe.Create(TinyModels.Encoder(), [0.4f, 0.3f, 0.3f], false, null, new FinetuneSettings(), settings, CPU),
        "separation" => SeparationRecipe.Create(TinyModels.Encoder(), null, new SeparationObjective(), settings, CPU),
        "segmentation" => SegmentationRecipe.Create(TinyModels.Encoder(128), 1, null, settings, CPU),
        _ => JointRecipe.Create(new JointConfig("test", SceneEncoder, SceneKinds.Names, LabelScoring.Sigmoid, true), null, new JointLossSettings(), settings, CPU),
    };

    public static ISampleSource Data(string name, int count) => name switch
    {
        JointRecipe.RecipeName => new SceneSamples(new SceneSettings(), SceneSeeds.Train(1), count, SceneEncoder, new SceneTaskSettings()),
        SegmentationRecipe.RecipeName => new NoiseSamples(TinyModels.Encoder(128), count),
        _ => new NoiseSamples(TinyModels.Encoder(), count),
    };
}
