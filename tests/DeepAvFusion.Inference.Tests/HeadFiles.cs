using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Checkpoints.Loading;
using DeepAvFusion.Model.Checkpoints.Writers;
using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Heads.Segmentation;
using DeepAvFusion.Model.Heads.Separation;
using DeepAvFusion.Model.Joint;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using static TorchSharp.torch;

namespace DeepAvFusion.Inference.Tests;

/// <summary>Checkpoints as training writes them, untrained, in a folder of their own.</summary>
internal sealed class HeadFiles : IDisposable
{
    public static readonly string[] Labels = ["hum", "click", "hiss"];
    private readonly string _folder = Directory.CreateTempSubdirectory("davf-heads-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public string NameOf(string file) => Path.Combine(_folder, file);

    /// <summary>An encoder of masked pre-training; the analyzer puts heads as published on it.</summary>
    /// <param name="name">What the file is called, and the model by it.</param>
    public string Encoder(string name, EncoderConfig config)
    {
        using var weights = WeightInitializer.Seeded(4);
        using var encoder = new DeepAvFusionEncoder(config, weights);
        var holder = new Holder(encoder);
        return Saved($"{name}.pth", holder, new TaskMetadata("pretrain", config)).Path;
    }

    /// <summary>A classifier on the tiny encoder.</summary>
    public (string Path, Classifier Model) Recognition(LabelScoring scoring, bool isDescribed = true)
    {
        var encoder = EncoderPresets.Named("tiny");
        using var weights = WeightInitializer.Seeded(5);
        var model = new Classifier(new ClassifierConfig(encoder, Labels.Length, InputNorm: true, FreezeEncoder: true), weights);
        return Saved("head.pth", model, isDescribed ? new TaskMetadata("linprobe", encoder) { Labels = Labels, Scoring = scoring, HasInputNorm = true } : null);
    }

    public (string Path, SegmentationModel Model) Segmentation(int channels)
    {
        var encoder = EncoderPresets.Named("tiny");
        using var weights = WeightInitializer.Seeded(6);
        return Saved("map.pth", new SegmentationModel(encoder, channels, weights, leastWidth: 32), new TaskMetadata("segmentation", encoder) { Channels = channels, LeastWidth = 32 });
    }

    public (string Path, SeparationModel Model) Separation(InputSize? picture = null)
    {
        var encoder = EncoderPresets.Named("tiny");
        if (picture is { } size) encoder = encoder with { Image = encoder.Image with { Input = size } };
        using var weights = WeightInitializer.Seeded(7);
        return Saved("mask.pth", new SeparationModel(encoder, weights), new TaskMetadata("separation", encoder));
    }

    private (string Path, T Model) Saved<T>(string name, T model, TaskMetadata? metadata)
        where T : nn.Module
    {
        model.eval();
        var root = new CheckpointMap().Set("state_dict", CheckpointTensors.Views(model).ToMap());
        if (metadata is not null)
            root.Set("metadata", metadata.ToTexts().Aggregate(new CheckpointMap(), (texts, text) => texts.Set(text.Key, CheckpointScalar.Of(text.Value))));
        var path = NameOf(name);
        TorchCheckpointWriter.Write(path, root, null, CancellationToken.None);
        return (path, model);
    }

    /// <summary>An encoder under the prefix that checkpoints give it.</summary>
    private sealed class Holder : nn.Module
    {
        public Holder(DeepAvFusionEncoder encoder)
            : base(nameof(Holder)) => register_module("encoder", encoder);

        protected override void RegisterComponents()
        {
        }
    }
}
