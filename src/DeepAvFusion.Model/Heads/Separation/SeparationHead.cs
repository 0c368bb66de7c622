using DeepAvFusion.Model.Encoder;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Heads.Separation;

/// <summary>Predicts which part of a mixture's spectrogram belongs to the picture: a U-shaped decoder over audio tokens.</summary>
/// <remarks>
/// Source: DeepAVFusion models/avsrcsep.py. The shallowest encoder layer feeds the coarsest map and the deepest one the
/// finest, as published.
/// </remarks>
public sealed class SeparationHead : Module<EncoderOutput, Tensor>
{
    private const int Levels = 4;      // lateral maps below the top

    [ComponentName(Name = "xv_norm")] private readonly LayerNorm _imageNorm;
    [ComponentName(Name = "xa_norm")] private readonly ModuleList<LayerNorm> _audioNorms;
    [ComponentName(Name = "cond5")] private readonly Linear _condition5;
    [ComponentName(Name = "cond4")] private readonly Linear _condition4;
    [ComponentName(Name = "cond3")] private readonly Linear _condition3;
    [ComponentName(Name = "cond2")] private readonly Linear _condition2;
    [ComponentName(Name = "cond1")] private readonly Linear _condition1;
    [ComponentName(Name = "top")] private readonly DoubleConvolution _top;
    [ComponentName(Name = "lat4")] private readonly Enlargement _lateral4;
    [ComponentName(Name = "lat3")] private readonly Enlargement _lateral3;
    [ComponentName(Name = "lat2")] private readonly Enlargement _lateral2;
    [ComponentName(Name = "lat1")] private readonly Enlargement _lateral1;
    [ComponentName(Name = "up4")] private readonly Enlargement _up4;
    [ComponentName(Name = "up3")] private readonly Enlargement _up3;
    [ComponentName(Name = "up2")] private readonly Enlargement _up2;
    [ComponentName(Name = "up1")] private readonly Enlargement _up1;
    [ComponentName(Name = "pred")] private readonly Kernel _predict;
    private readonly GridSize _grid;

    /// <summary>A head for encoders of <paramref name="config"/>.</summary>
    /// <exception cref="ModelConfigurationException">The width is not a multiple of 16, or audio patches are not 16 x 16.</exception>
    public SeparationHead(EncoderConfig config, WeightInitializer weights)
        : base(nameof(SeparationHead))
    {
        ModelConfigurationException.ThrowIfAny("separation", Problems(config));
        var width = config.Width;
        _grid = config.Audio.Grid;
        _imageNorm = WeightInitializer.Norm(width, LayerNormEpsilon.Elsewhere);
        _audioNorms = new ModuleList<LayerNorm>();
        for (var level = 0; level <= Levels; level++) _audioNorms.Add(WeightInitializer.Norm(width, LayerNormEpsilon.Elsewhere));
        _condition5 = weights.Linear(width, width);
        _condition4 = weights.Linear(width, width / 2);
        _condition3 = weights.Linear(width, width / 4);
        _condition2 = weights.Linear(width, width / 8);
        _condition1 = weights.Linear(width, width / 16);
        _top = new DoubleConvolution(2 * width, width, weights);
        _lateral4 = Lateral(factor: 2);
        _lateral3 = Lateral(factor: 4);
        _lateral2 = Lateral(factor: 8);
        _lateral1 = Lateral(factor: 16);
        _up4 = Up(factor: 2);
        _up3 = Up(factor: 4);
        _up2 = Up(factor: 8);
        _up1 = Up(factor: 16);
        _predict = weights.Convolution(width / 16, 1, ConvolutionBias.Uniform);
        RegisterComponents();

        Enlargement Lateral(int factor) => new(width, width / factor, skip: 0, factor, ConvolutionBias.Uniform, weights);
        Enlargement Up(int factor) => new(width / factor * 2, width / factor, skip: width / factor * 2, factor: 2, ConvolutionBias.Uniform, weights);
    }

    /// <summary>The encoder layer whose audio tokens feed lateral map <paramref name="level"/> (0 finest, 4 the top).</summary>
    /// <param name="level">0 to 4</param>
    /// <param name="layers">Executed encoder layers</param>
    public static int LayerOf(int level, int layers) => (Levels - level) * (layers - 1) / Levels;

    /// <param name="encoded">One encoder pass, with its layers</param>
    /// <returns>[B, 1, mel, time] logits of the mask</returns>
    /// <exception cref="ArgumentException">The layers were not kept.</exception>
    public override Tensor forward(EncoderOutput encoded) => Masks(encoded, null);

    /// <summary>What belongs to parts of the pictures: their tokens are averaged over each part, where all of a picture's are as published.</summary>
    /// <param name="encoded">One encoder pass, with its layers</param>
    /// <param name="parts">Parts of its pictures</param>
    /// <returns>[R, 1, mel, time] logits of the masks</returns>
    /// <exception cref="ArgumentException">The layers were not kept.</exception>
    public Tensor Masks(EncoderOutput encoded, PicturePools? parts)
    {
        var layers = encoded.RequireLayers("separation");
        using var scope = NewDisposeScope();
        var image = _imageNorm.Normalize(layers[^1].Image);
        var seen = parts is null ? image.mean([1]) : parts.Mean(image);                        // [B or R, D]
        var map = _top.call(Audio(4), _condition5.call(seen));                                 // [B or R, D, gh, gw]
        map = _up4.call(map, Lateral(_lateral4, 3), _condition4.call(seen));                   // [.., D/2, 2 gh, 2 gw]
        map = _up3.call(map, Lateral(_lateral3, 2), _condition3.call(seen));                   // [.., D/4, 4 gh, 4 gw]
        map = _up2.call(map, Lateral(_lateral2, 1), _condition2.call(seen));                   // [.., D/8, 8 gh, 8 gw]
        map = _up1.call(map, Lateral(_lateral1, 0), _condition1.call(seen));                   // [.., D/16, 16 gh, 16 gw]
        return _predict.Convolve(map).MoveToOuterDisposeScope();                                   // [.., 1, 16 gh, 16 gw]

        Tensor Lateral(Enlargement lateral, int level) => Rows(lateral.call(Tokens(level), null, null));
        Tensor Audio(int level) => Rows(Tokens(level));
        Tensor Tokens(int level) => TokenMaps.ToMap(_audioNorms[level].Normalize(layers[LayerOf(level, layers.Count)].Audio), _grid);
        Tensor Rows(Tensor maps) => parts is null ? maps : parts.Rows(maps);
    }

    private static IEnumerable<string> Problems(EncoderConfig config)
    {
        if (config.Width % 16 != 0) yield return $"encoder width {config.Width} must be a multiple of 16";
        if (config.Audio.Patch != 16) yield return $"audio patches must be 16x16, not {config.Audio.Patch}x{config.Audio.Patch}";
    }
}
