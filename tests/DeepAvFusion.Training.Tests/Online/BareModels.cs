using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Checkpoints.Loading;
using DeepAvFusion.Model.Checkpoints.Writers;
using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Joint;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Tests.Online;

/// <summary>Files of networks that people bring: an encoder in the published layout, and a classifier finetuned here.</summary>
internal static class BareModels
{
    public static readonly string[] Labels = ["hum", "click", "hiss"];

    /// <summary>An encoder with initial weights, without a word of what it is.</summary>
    public static string RandomEncoder(string path)
    {
        using var weights = WeightInitializer.Seeded(4);
        using var encoder = new DeepAvFusionEncoder(EncoderPresets.Named("tiny"), weights);
        using var holder = new Holder(encoder);
        return Write(path, CheckpointTensors.Views(holder), metadata: null);
    }

    /// <summary>The shipped model's encoder alone.</summary>
    public static string TrainedEncoder(string path)
    {
        using var file = CheckpointFile.Open(TeachingWorld.ShippedFile);
        return Write(path, [.. file.Tensors().Values.Where(tensor => tensor.Name.StartsWith("encoder.", StringComparison.Ordinal))], metadata: null);
    }

    /// <summary>A classifier on the shipped model's encoder, with a head that was not trained.</summary>
    public static string Classifier(string path, LabelScoring scoring)
    {
        var encoder = EncoderPresets.Named("tiny");
        using var weights = WeightInitializer.Seeded(5);
        using var model = new Classifier(new ClassifierConfig(encoder, Labels.Length, FreezeEncoder: true), weights);
        using var file = CheckpointFile.Open(TeachingWorld.ShippedFile);
        CheckpointLoader.Load(model.Encoder, path, file.Tensors(prefix: "encoder."), [], progress: null, CancellationToken.None);
        return Write(path, CheckpointTensors.Views(model), new TaskMetadata("finetune", encoder) { Labels = Labels, Scoring = scoring });
    }

    private static string Write(string path, IReadOnlyList<CheckpointTensor> tensors, TaskMetadata? metadata)
    {
        var root = new CheckpointMap().Set("state_dict", tensors.ToMap());
        if (metadata is not null)
            root.Set("metadata", metadata.ToTexts().Aggregate(new CheckpointMap(), (texts, text) => texts.Set(text.Key, CheckpointScalar.Of(text.Value))));
        TorchCheckpointWriter.Write(path, root, progress: null, CancellationToken.None);
        return path;
    }

    private sealed class Holder : nn.Module
    {
        public Holder(DeepAvFusionEncoder encoder)
            : base(nameof(Holder)) => register_module("encoder", encoder);

        protected override void RegisterComponents()
        {
        }
    }
}
