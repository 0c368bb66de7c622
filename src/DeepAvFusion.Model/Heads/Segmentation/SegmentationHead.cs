using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Heads.Segmentation;

/// <summary>Marks the sounding object in the picture, pixel by pixel.</summary>
/// <remarks>Source: DeepAVFusion models/avsegm.py. The shallowest layer feeds the coarsest map, the deepest the finest.</remarks>
public sealed class SegmentationHead : Module<EncoderOutput, Tensor>
{
    /// <summary>Channels of the finest published maps.</summary>
    public const int PublishedLeastWidth = 128;
    private static readonly int[] Scales = [1, 2, 4, 8];

    [ComponentName(Name = "normv")] private readonly ModuleList<LayerNorm> _imageNorms;
    [ComponentName(Name = "proja")] private readonly ModuleList<Linear> _audioProjections;
    [ComponentName(Name = "norma")] private readonly ModuleList<LayerNorm> _audioNorms;
    [ComponentName(Name = "top")] private readonly DoubleConvolution _top;
    [ComponentName(Name = "lat")] private readonly ModuleList<Enlargement> _laterals;
    [ComponentName(Name = "up")] private readonly ModuleList<Enlargement> _ups;
    [ComponentName(Name = "predictor")] private readonly MapPredictor _predict;
    private readonly GridSize _grid;

    /// <summary>A head for encoders of <paramref name="config"/>.</summary>
    /// <param name="config">The encoder.</param>
    /// <param name="classes">Output channels; sets of background and object use one.</param>
    /// <param name="weights">Initial weights.</param>
    /// <param name="leastWidth">Channels that the finest maps have at least; fewer make small models much faster.</param>
    /// <exception cref="ModelConfigurationException">The encoder is narrower than that, or image patches are not 16 x 16.</exception>
    public SegmentationHead(EncoderConfig config, int classes, WeightInitializer weights, int leastWidth = PublishedLeastWidth)
        : base(nameof(SegmentationHead))
    {
        ModelConfigurationException.ThrowIfAny("segmentation", Problems(config, classes, leastWidth));
        (_grid, Classes) = (config.Image.Grid, classes);
        var width = config.Width;
        var widths = Scales.Select(scale => Math.Max(leastWidth, width / scale)).ToArray();
        _imageNorms = new ModuleList<LayerNorm>([.. Scales.Select(_ => WeightInitializer.Norm(width, LayerNormEpsilon.Elsewhere))]);
        _audioProjections = new ModuleList<Linear>([.. widths.Select(w => weights.Linear(width, w))]);
        _audioNorms = new ModuleList<LayerNorm>([.. widths.Select(w => WeightInitializer.Norm(w, LayerNormEpsilon.Elsewhere))]);
        _top = new DoubleConvolution(2 * width, width, weights);
        _laterals = new ModuleList<Enlargement>();
        _ups = new ModuleList<Enlargement>();
        for (var level = 1; level < Scales.Length; level++)
        {
            _laterals.Add(new Enlargement(width, widths[level], skip: 0, Scales[level], ConvolutionBias.Zero, weights));
            _ups.Add(new Enlargement(widths[level - 1], widths[level], skip: 2 * widths[level], factor: 2, ConvolutionBias.Zero, weights));
        }

        _predict = new MapPredictor(widths[^1], leastWidth, classes, weights);
        RegisterComponents();
    }

    /// <summary>Output channels.</summary>
    public int Classes { get; }

    /// <summary>What is added to the logits at last.</summary>
    internal Tensor Bias => _predict.Bias;

    /// <summary>The encoder layer whose image tokens feed level <paramref name="level"/> (0 coarsest, 3 finest).</summary>
    /// <param name="level">0 to 3</param>
    /// <param name="layers">Executed encoder layers</param>
    public static int LayerOf(int level, int layers) => level * (layers - 1) / (Scales.Length - 1);

    /// <param name="encoded">One encoder pass, with its layers</param>
    /// <returns>[B, classes, 16 rows, 16 columns] logits, of the size of the picture</returns>
    /// <exception cref="ArgumentException">The layers were not kept.</exception>
    public override Tensor forward(EncoderOutput encoded)
    {
        var layers = encoded.RequireLayers("segmentation");
        using var scope = NewDisposeScope();
        var map = _top.call(Image(0), Heard(0));                                               // [B, D, gh, gw]
        for (var level = 1; level < Scales.Length; level++)
        {
            var lateral = _laterals[level - 1].call(Image(level), null, null);                 // [B, w, s gh, s gw]
            map = _ups[level - 1].call(map, lateral, Heard(level));                            // [B, w, s gh, s gw]
        }

        return _predict.call(map).MoveToOuterDisposeScope();                                   // [B, C, 16 gh, 16 gw]

        Tensor Image(int level) => TokenMaps.ToMap(_imageNorms[level].Normalize(layers[LayerOf(level, layers.Count)].Image), _grid);

        Tensor Heard(int level) =>                                                             // [B, w]
            _audioNorms[level].Normalize(_audioProjections[level].call(layers[^1].Audio)).mean([1]);
    }

    private static IEnumerable<string> Problems(EncoderConfig config, int classes, int leastWidth)
    {
        if (leastWidth < 1 || config.Width < leastWidth) yield return $"encoder width {config.Width} must be at least {leastWidth}, the width of the finest maps";
        if (config.Width % 8 != 0) yield return $"encoder width {config.Width} must be a multiple of 8";
        if (config.Image.Patch != 16) yield return $"image patches must be 16x16, not {config.Image.Patch}x{config.Image.Patch}";
        if (classes < 1) yield return $"class count {classes} must be at least 1";
    }
}
