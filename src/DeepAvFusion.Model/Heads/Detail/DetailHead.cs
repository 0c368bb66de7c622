using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Heads.Detail;

/// <summary>
/// Marks in one sense what the other sense tells of: in a picture what is heard, in a spectrogram what is seen. A U-Net over the network input with
/// the encoder's tokens at its bottom; each patch is named there, and where a name is known to the other sense as well is what the way up refines.
/// </summary>
/// <remarks>
/// The published heads see the input through tokens only, one for 16 x 16 cells. In a small encoder a token is narrower than its patch, so fine detail
/// is lost; here it comes from the input itself.
/// </remarks>
internal sealed class DetailHead : Module<DetailMaps, Tensor, Tensor, Tensor>
{
    private const int Hidden = 128;

    [ComponentName(Name = "pyramid")] private readonly DetailPyramid _pyramid;
    [ComponentName(Name = "names")] private readonly Linear _names;
    [ComponentName(Name = "condition_norm")] private readonly BatchNorm1d _conditionNorm;
    [ComponentName(Name = "condition")] private readonly Linear _condition;
    [ComponentName(Name = "meet")] private readonly DoubleConvolution _meet;
    [ComponentName(Name = "up")] private readonly ModuleList<Enlargement> _up;
    [ComponentName(Name = "modulate")] private readonly ModuleList<Modulation> _modulate;
    [ComponentName(Name = "predict")] private readonly Kernel _predict;
    private readonly GridSize _grid;

    /// <param name="channels">Channels of the network input</param>
    /// <param name="tokens">Width of its tokens</param>
    /// <param name="condition">Numbers of the condition</param>
    /// <param name="labels">Number of labels</param>
    /// <param name="grid">Rows and columns of the tokens, each of 16 x 16 cells</param>
    /// <param name="weights">Initial weights</param>
    public DetailHead(int channels, int tokens, int condition, int labels, GridSize grid, WeightInitializer weights)
        : base(nameof(DetailHead))
    {
        _grid = grid;
        _pyramid = new DetailPyramid(channels, tokens, grid, weights);
        _names = weights.Linear(DetailPyramid.Bottom, labels);
        _conditionNorm = BatchNorm1d(condition, affine: false);
        _condition = weights.Linear(condition, Hidden);
        _meet = new DoubleConvolution(DetailPyramid.Bottom + labels, DetailPyramid.Bottom, weights);
        _up = new ModuleList<Enlargement>();
        _modulate = new ModuleList<Modulation>([new Modulation(Hidden, DetailPyramid.Bottom, weights)]);
        var before = DetailPyramid.Bottom;
        foreach (var width in DetailPyramid.Widths.Reverse())
        {
            _up.Add(new Enlargement(before, width, skip: width, factor: 2, ConvolutionBias.Zero, weights));
            _modulate.Add(new Modulation(Hidden, width, weights));
            before = width;
        }

        _predict = weights.Convolution(before, DetailPyramid.Fold * DetailPyramid.Fold, ConvolutionBias.Zero);
        RegisterComponents();
    }

    /// <summary>What is added to the map's logits at last.</summary>
    internal Tensor Bias => _predict.Bias!;

    /// <summary>Looks at an input and names what lies in each patch, whatever the other sense tells.</summary>
    /// <param name="input">[B, C, H, W], the network input</param>
    /// <param name="tokens">[B, N, D], its tokens</param>
    public DetailMaps Look(Tensor input, Tensor tokens)
    {
        using var scope = NewDisposeScope();
        var maps = _pyramid.call(input, tokens);
        return DetailMaps.Kept(scope, [.. maps.SkipLast(1)], maps[^1], _names.call(maps[^1].flatten(2).transpose(1, 2)));
    }

    /// <param name="maps">What the input looks like</param>
    /// <param name="condition">[B, K], what is seen and heard in all</param>
    /// <param name="elsewhere">[B, labels], which labels the other sense tells of, 0..1</param>
    /// <returns>[B, 1, H, W] logits of the map</returns>
    public override Tensor forward(DetailMaps maps, Tensor condition, Tensor elsewhere)
    {
        using var scope = NewDisposeScope();
        var known = functional.gelu(_condition.call(_conditionNorm.call(condition)));          // [B, hidden]
        var both = maps.Names.sigmoid() * elsewhere.unsqueeze(1);                             // [B, N, labels]: here, and known to the other sense
        var map = _meet.call(cat([maps.Bottom, TokenMaps.ToMap(both, _grid)], 1), null);       // [B, bottom, H/16, W/16]
        map = _modulate[0].call(map, known);
        for (var level = 0; level < _up.Count; level++)
        {
            var fine = maps.Fine[^(level + 1)];
            map = maps.Rows is { } rows ? _up[level].Enlarge(map, fine, rows) : _up[level].call(map, fine, null);   // [B, w, H/8, W/8], then twice as large each
            map = _modulate[level + 1].call(map, known);
        }

        return Unfolded(_predict.Convolve(map)).MoveToOuterDisposeScope();                         // [B, 1, H, W]
    }

    /// <summary>Four channels become 2 x 2 cells: [B, 4, H/2, W/2] to [B, 1, H, W].</summary>
    private static Tensor Unfolded(Tensor map)
    {
        var (batch, rows, columns) = (map.shape[0], map.shape[2], map.shape[3]);
        const int fold = DetailPyramid.Fold;
        return map.reshape([batch, fold, fold, rows, columns]).permute(0, 3, 1, 4, 2).reshape(batch, 1, rows * fold, columns * fold);
    }
}
