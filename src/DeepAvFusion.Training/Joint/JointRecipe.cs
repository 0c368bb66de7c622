using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Checkpoints.Loading;
using DeepAvFusion.Model.Checkpoints.Writers;
using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Joint;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Optimizers;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Optimizers;
using DeepAvFusion.Training.Recipes;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Training.Joint;

/// <summary>
/// Trains the model of the live analyzer: recognition and segmentation on whole pictures, separation and recognition on parts of
/// them, all on one encoder and in one pass.
/// </summary>
/// <remarks>The image stream learns what is seen, the audio and fusion streams what is heard, so that their difference tells silent things from sounding ones.</remarks>
public sealed class JointRecipe : Recipe
{
    public const string RecipeName = "joint";
    private const double Beta2 = 0.999;
    private readonly JointModel _model;
    private readonly JointLossSettings _losses;

    private JointRecipe(JointModel model, GroupedOptimizer optimizer, Device device, JointLossSettings losses)
        : base(RecipeName, model, optimizer, device) => (_model, _losses) = (model, losses);

    /// <summary>The model that is trained.</summary>
    public JointModel Network => _model;

    /// <param name="start">Checkpoint of the pre-training; null starts from the initial weights.</param>
    /// <exception cref="Core.UserErrorException">Settings are impossible; all problems are listed.</exception>
    public static JointRecipe Create(JointConfig config, string? start, JointLossSettings losses, TrainingSettings settings, Device device)
    {
        RecipeProblems.ThrowIfAny(RecipeName, settings.Problems(), config.Encoder.Problems(), losses.Problems());
        using var weights = WeightInitializer.Seeded((ulong)settings.Seed);
        var model = new JointModel(config, weights);
        EncoderStart.Load(model.Encoder, start);
        model.to(device);
        var groups = ParameterGroups.ForFinetuning(model, config.Encoder.Layers, settings.WeightDecay, settings.LayerDecay);
        return new JointRecipe(model, new AdamWOptimizer(groups, Beta2), device, losses);
    }

    public override Tensor Loss(AvBatch batch, Random random, IDictionary<string, double> parts)
    {
        using var scope = NewDisposeScope();
        var config = _model.Config.Encoder;
        var (size, count) = (config.Image.Input, batch.Count);
        var audio = Inputs.Audio(batch, config, Device);                                                                       // [B, 1, mel, time]
        var crops = batch.Stack(sample => sample.Separation?.Image, Device, 3, size.Height, size.Width);
        var encoded = _model.Encoder.forward(
            image: cat([Inputs.Image(batch, config, Device), crops]), audio: cat([audio, audio]), keepLayers: true);            // 2 B samples
        var (whole, part) = (Rows(encoded, 0, count), Rows(encoded, count, count));
        var recognition = Recognise(encoded, batch);
        var map = _model.Segmentation.call(whole).select(1, 0).@float();                                                          // [B, H, W]
        var target = batch.Stack(sample => sample.Map, Device, size.Height, size.Width);
        var (segmentation, overlap) = (functional.binary_cross_entropy_with_logits(map, target), Overlap(map, target));
        var separation = _losses.Target.Of(
            _model.Separation.call(part).@float(), Inputs.Spectrogram(batch, sample => sample.Separation?.Source, config, Device),
            Inputs.Spectrogram(batch, sample => sample.Separation?.Rest, config, Device), audio);
        parts["loss_recognition"] = recognition.ToDouble();
        parts["loss_segmentation"] = segmentation.ToDouble();
        parts["loss_overlap"] = overlap.ToDouble();
        parts["loss_separation"] = separation.ToDouble();
        return (recognition * _losses.Recognition + segmentation * _losses.Segmentation + overlap * _losses.Overlap + separation * _losses.Separation)
            .MoveToOuterDisposeScope();
    }

    /// <summary>Writes the model as the analyzer loads it.</summary>
    /// <param name="name">Name of the model, such as `scenes-tiny`.</param>
    /// <param name="more">Further texts of the header, such as where the weights come from.</param>
    /// <exception cref="CheckpointException">It cannot be written.</exception>
    public void Export(string path, string name, IReadOnlyDictionary<string, string> more)
    {
        var config = _model.Config;
        var texts = new Dictionary<string, string>(more);
        foreach (var (key, text) in new JointMetadata(name, config.Preset, config.Labels, config.Scoring, IsTrained: true).ToTexts()) texts[key] = text;
        SafetensorsWriter.Write(path, CheckpointTensors.Snapshot(_model), texts, progress: null, CancellationToken.None);
    }

    /// <summary>Whole pictures first, parts after them, as they were encoded.</summary>
    private Tensor Recognise(EncoderOutput encoded, AvBatch batch)
    {
        var classes = _model.Config.Labels.Count;
        var logits = _model.Recognition.call(encoded);                                                                          // [2 B, C] each
        var heard = batch.Stack(sample => sample.Labels, Device, classes);
        var seen = cat([batch.Stack(sample => sample.Seen, Device, classes), batch.Stack(sample => sample.Separation?.Seen, Device, classes)]);
        var both = cat([heard, heard]);
        return (Loss(logits.Image, seen) + Loss(logits.Audio, both) + Loss(logits.Fusion, both)) / 3;

        static Tensor Loss(Tensor logits, Tensor target) => functional.binary_cross_entropy_with_logits(logits.@float(), target);
    }

    /// <summary>One minus the soft intersection over union, over pictures in which something sounds; 0 where none does.</summary>
    private static Tensor Overlap(Tensor map, Tensor target)
    {
        var share = map.sigmoid();
        var common = (share * target).sum([1, 2]);                                                                              // [B]
        var union = (share + target).sum([1, 2]) - common;
        var sounds = target.sum([1, 2]).gt(0).to(ScalarType.Float32);
        return ((1 - (common + 1) / (union + 1)) * sounds).sum() / sounds.sum().clamp_min(1);
    }

    private static EncoderOutput Rows(EncoderOutput all, int start, int count) => new(
        Image: all.Image.narrow(0, start, count), Audio: all.Audio.narrow(0, start, count), Fusion: all.Fusion.narrow(0, start, count),
        Layers: [.. all.Layers.Select(layer => new LayerTokens(
            Image: layer.Image.narrow(0, start, count), Audio: layer.Audio.narrow(0, start, count), Fusion: layer.Fusion.narrow(0, start, count)))]);
}
