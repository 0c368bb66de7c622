using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Checkpoints.Loading;
using DeepAvFusion.Model.Checkpoints.Writers;
using DeepAvFusion.Model.Heads;
using DeepAvFusion.Model.Joint;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Optimizers;
using DeepAvFusion.Model.Presets;
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
    private const int HalvedFrom = 4096;                   // numbers of a tensor that is written in float16
    private const double FoundChance = 0.5;                // of batches in which things are where the map shows them
    private const double LeastArea = 0.004;                // of a picture that a thing must take
    private const int Surround = 5;                        // pixels around a thing that may be taken for it
    private const float UsualShare = 0.1f;                 // of windows in which a thing of a kind is heard or seen
    private readonly JointModel _model;
    private readonly JointLossSettings _losses;

    private JointRecipe(JointModel model, JointStart? start, GroupedOptimizer optimizer, Device device, JointLossSettings losses)
        : base(RecipeName, model, optimizer, device) => (_model, Start, _losses) = (model, start, losses);

    /// <summary>The model that is trained.</summary>
    public JointModel Network => _model;

    /// <summary>What its first weights are; null where all are initial ones.</summary>
    public JointStart? Start { get; }

    /// <param name="start">Weights of the encoder; of a joint model, the heads that fit are taken as well. Null starts from the initial weights.</param>
    /// <exception cref="Core.UserErrorException">Settings are impossible; all problems are listed.</exception>
    public static JointRecipe Create(JointConfig config, EncoderStart? start, JointLossSettings losses, TrainingSettings settings, Device device)
    {
        RecipeProblems.ThrowIfAny(RecipeName, settings.Problems(device), config.Encoder.Problems(), losses.Problems());
        using var weights = WeightInitializer.Seeded((ulong)settings.Seed);
        var model = new JointModel(config, weights);
        model.Recognition.StartAtShares([.. config.Labels.Select(_ => UsualShare)]);
        var taken = start is { IsGiven: true } ? JointStart.Load(model, start) : null;
        model.to(device);
        if (losses.FreezesEncoder) foreach (var (_, parameter) in model.Encoder.named_parameters()) parameter.requires_grad = false;
        var groups = ParameterGroups.ForFinetuning(model, config.Encoder, settings.WeightDecay, settings.LayerDecay);
        return new JointRecipe(model, taken, new AdamWOptimizer(groups, Beta2), device, losses);
    }

    internal override bool Drops => _model.Config.Encoder.Drop is { } drop && drop != DropRates.None;

    /// <remarks>Heads whose weights are 0 are not run: recognition alone is several times as fast.</remarks>
    public override Tensor Loss(AvBatch batch, Random random, IDictionary<string, double> parts)
    {
        using var scope = NewDisposeScope();
        var loss = zeros(1, device: Device).sum();
        var encoded = Encode(batch);                                                                    // whole pictures, then parts of them
        var whole = _losses.SeesWhole ? batch.Count : 0;
        if (_losses.Recognition > 0) Add("recognition", _losses.Recognition, Recognise(encoded, batch));
        using var seen = Rows(encoded, 0, whole);                                                       // whole pictures
        if (_losses.Segments)
        {
            var map = seen.Segment().select(1, 0).@float();                                             // [B, H, W]
            var target = batch.Stack(sample => sample.Map, Device, map.shape[1], map.shape[2]);
            Add("segmentation", _losses.Segmentation, functional.binary_cross_entropy_with_logits(map, target));
            Add("overlap", _losses.Overlap, Overlap(map, target));
            if (_losses.Names > 0 && seen.NameSeen() is { } names) Add("seen", _losses.Names, Named(names, batch, sample => sample.SeenPatches));
        }

        using var asked = Rows(encoded, _losses is { Separates: true, PerObject: false } ? whole : 0, batch.Count);
        if (_losses.Separates) Add("separation", _losses.Separation, _losses.PerObject ? SeparateObjects(asked, batch, random) : Separate(asked, batch));
        if (_losses.Names > 0 && (_losses.Separates || _losses.Segments) && asked.NameHeard() is { } sounds)
            Add("heard", _losses.Names, Named(sounds, batch, sample => sample.HeardPatches));
        return loss.MoveToOuterDisposeScope();

        void Add(string name, double weight, Tensor part)
        {
            parts[$"loss_{name}"] = part.ToDouble();
            loss = loss + part * weight;
        }
    }

    /// <summary>Writes the model as the analyzer loads it: large tensors in float16, small ones, which norms are, in float32.</summary>
    /// <remarks>In what is written, the probability from which on a pixel is meant to count as sounding lies at one half.</remarks>
    /// <param name="name">Name of the model, such as `scenes-tiny`.</param>
    /// <param name="more">Further texts of the header, such as where the weights come from.</param>
    /// <exception cref="CheckpointException">It cannot be written.</exception>
    public void Export(string path, string name, IReadOnlyDictionary<string, string> more)
    {
        var config = _model.Config;
        var texts = new Dictionary<string, string>(more);
        foreach (var (key, text) in new JointMetadata(name, config.Preset, config.Labels, config.Scoring, IsTrained: true, config.IsDetailed).ToTexts()) texts[key] = text;
        var shift = Math.Log(_losses.MapThreshold / (1 - _losses.MapThreshold));
        _model.ShiftMaps(-shift);
        var tensors = CheckpointTensors.Snapshot(_model).Select(tensor => tensor.ElementCount >= HalvedFrom ? tensor.As(CheckpointDType.Float16) : tensor).ToArray();
        _model.ShiftMaps(shift);
        SafetensorsWriter.Write(path, tensors, texts, progress: null, CancellationToken.None);
    }

    /// <summary>Whole pictures where a head sees them, then the parts asked for where sounds are separated.</summary>
    private JointEncoding Encode(AvBatch batch)
    {
        var config = _model.Config.Encoder;
        var audio = Inputs.Audio(batch, config, Device);                                                // [B, 1, mel, time]
        var pictures = new List<Tensor>();
        if (_losses.SeesWhole || _losses.PerObject) pictures.Add(Inputs.Image(batch, config, Device));
        if (_losses is { Separates: true, PerObject: false }) pictures.Add(batch.Stack(sample => sample.Separation?.Image, Device, 3, config.Image.Input.Height, config.Image.Input.Width));
        var (picture, mixture) = (cat(pictures), cat([.. pictures.Select(_ => audio)]));                // B or 2 B samples
        using var frozen = _losses.FreezesEncoder ? no_grad() : null;
        return _model.Encode(picture, mixture);
    }

    private Tensor Recognise(JointEncoding encoded, AvBatch batch)
    {
        var classes = _model.Config.Labels.Count;
        var logits = encoded.Recognise();                                                               // [B or 2 B, C] each
        var heard = batch.Stack(sample => sample.Labels, Device, classes);
        var seen = batch.Stack(sample => sample.Seen, Device, classes);
        if (_losses is { Separates: true, PerObject: false })
            (heard, seen) = (cat([heard, heard]), cat([seen, batch.Stack(sample => sample.Separation?.Seen, Device, classes)]));
        return (Loss(logits.Image, seen) + Loss(logits.Audio, heard) + Loss(logits.Fusion, heard)) / 3;

        static Tensor Loss(Tensor logits, Tensor target) => functional.binary_cross_entropy_with_logits(logits.@float(), target);
    }

    /// <summary>Which share of each patch is of each label.</summary>
    private Tensor Named(Tensor names, AvBatch batch, Func<AvSample, float[]?> truth) =>
        functional.binary_cross_entropy_with_logits(names.@float(), batch.Stack(truth, Device, names.shape[1], names.shape[2]));

    private static JointEncoding Rows(JointEncoding all, int start, int count) => all.Part(tensor => tensor.narrow(0, start, count));

    private Tensor Separate(JointEncoding encoded, AvBatch batch)
    {
        var config = _model.Config.Encoder;
        return _losses.Target.Of(
            encoded.Separate().@float(), Inputs.Spectrogram(batch, sample => sample.Separation?.Source, config, Device),
            Inputs.Spectrogram(batch, sample => sample.Separation?.Rest, config, Device), encoded.Mixture);
    }

    /// <summary>All things of a picture at once. Where things are, the truth says in one half of the batches, and the map of what sounds in the other; what it does not show is of the rest.</summary>
    private Tensor SeparateObjects(JointEncoding encoded, AvBatch batch, Random random)
    {
        var config = _model.Config.Encoder;
        var (image, audio) = (config.Image.Input, config.Audio.Input);
        var masks = batch.Stack(sample => sample.Objects?.Masks, Device, ObjectTask.Most, image.Height, image.Width);
        var sources = batch.Stack(sample => sample.Objects?.Sources, Device, ObjectTask.Most, audio.Height, audio.Width);
        var sums = sources.sum([1], keepdim: true) + Inputs.Spectrogram(batch, sample => sample.Objects?.Rest, config, Device);   // [B, 1, mel, time]
        if (random.NextDouble() < FoundChance) masks = Found(encoded, masks);
        var places = masks.mean([2, 3]).ge(LeastArea).nonzero();                                        // [R, 2]: window and place
        if (places.shape[0] == 0) return zeros(1, device: Device).sum();
        var (pictures, index) = (places.select(1, 0), (places.select(1, 0) * ObjectTask.Most) + places.select(1, 1));
        var parts = PicturePools.Of(masks.flatten(0, 1).index_select(0, index), pictures, config.Image.Grid);
        var wanted = sources.flatten(0, 1).index_select(0, index).unsqueeze(1);                         // [R, 1, mel, time]
        return _losses.Target.OfObjects(encoded.Separate(parts).@float(), wanted, sums, pictures, encoded.Mixture);
    }

    /// <summary>Things as the analyzer would find them: what the map shows of each and close around it. A whole picture stays one.</summary>
    private Tensor Found(JointEncoding encoded, Tensor masks)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var isTraining = _model.Locating.Segmentation.training;
        _model.Locating.Segmentation.eval();
        var sounding = encoded.Segment().sigmoid().ge(_losses.MapThreshold);                            // [B, 1, H, W]
        _model.Locating.Segmentation.train(isTraining);
        var near = functional.max_pool2d(masks, 2 * Surround + 1, stride: 1, padding: Surround);
        var whole = masks.mean([2, 3], keepdim: true).eq(1);
        return where(whole, masks, near * sounding.to(masks.dtype)).MoveToOuterDisposeScope();
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
}
