using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Heads.Detail;

/// <summary>
/// A U-Net over a network input, with the encoder's tokens of that input at its bottom and what the other sense knows on its way up.
/// </summary>
/// <remarks>
/// The published heads see the input through tokens only, one for 16 x 16 cells. In a small encoder a token is narrower than its patch, so fine detail
/// is lost; here it comes from the input itself. The finest map has 2 x 2 cells in its channels, which saves three quarters of the work.
/// </remarks>
public sealed class DetailDecoder : Module<Tensor, Tensor, Tensor, Tensor>
{
    private const int Fold = 2;                                // cells a side that the finest map has in its channels
    private const int Hidden = 128;
    private static readonly int[] Widths = [24, 48, 96];       // of the maps, from fine to coarse
    private const int Bottom = 128;

    [ComponentName(Name = "down")] private readonly ModuleList<DoubleConvolution> _down;
    [ComponentName(Name = "tokens")] private readonly Linear _tokens;
    [ComponentName(Name = "condition")] private readonly Linear _condition;
    [ComponentName(Name = "bottom")] private readonly DoubleConvolution _bottom;
    [ComponentName(Name = "up")] private readonly ModuleList<Enlargement> _up;
    [ComponentName(Name = "modulate")] private readonly ModuleList<Modulation> _modulate;
    [ComponentName(Name = "predict")] private readonly Conv2d _predict;
    private readonly GridSize _grid;

    /// <param name="channels">Channels of the network input</param>
    /// <param name="tokens">Width of its tokens</param>
    /// <param name="condition">Numbers that the other sense knows</param>
    /// <param name="grid">Rows and columns of the tokens, each of 16 x 16 cells</param>
    /// <param name="weights">Initial weights</param>
    public DetailDecoder(int channels, int tokens, int condition, GridSize grid, WeightInitializer weights)
        : base(nameof(DetailDecoder))
    {
        _grid = grid;
        _down = new ModuleList<DoubleConvolution>();
        var before = channels * Fold * Fold;
        foreach (var width in Widths)
        {
            _down.Add(new DoubleConvolution(before, width, weights));
            before = width;
        }

        _tokens = weights.Linear(tokens, Bottom);
        _condition = weights.Linear(condition, Hidden);
        _bottom = new DoubleConvolution(before + Bottom, Bottom, weights);
        _up = new ModuleList<Enlargement>();
        _modulate = new ModuleList<Modulation>([new Modulation(Hidden, Bottom, weights)]);
        before = Bottom;
        foreach (var width in Widths.Reverse())
        {
            _up.Add(new Enlargement(before, width, skip: width, factor: 2, ConvolutionBias.Zero, weights));
            _modulate.Add(new Modulation(Hidden, width, weights));
            before = width;
        }

        _predict = weights.Convolution(before, Fold * Fold, ConvolutionBias.Zero);
        RegisterComponents();
    }

    /// <param name="input">[B, channels, H, W], the network input</param>
    /// <param name="tokens">[B, N, D], its tokens</param>
    /// <param name="condition">[B, K], what the other sense knows</param>
    /// <returns>[B, 1, H, W] logits</returns>
    public override Tensor forward(Tensor input, Tensor tokens, Tensor condition)
    {
        using var scope = NewDisposeScope();
        var known = functional.gelu(_condition.call(condition));                               // [B, hidden]
        var fine = new List<Tensor>();
        var map = Folded(input);                                                               // [B, 4 C, H/2, W/2]
        foreach (var level in _down)
        {
            if (fine.Count > 0) map = functional.max_pool2d(map, 2);
            map = level.call(map, null);                                                       // [B, w, H/2, W/2], then half as large each
            fine.Add(map);
        }

        var ideas = TokenMaps.ToMap(_tokens.call(tokens), _grid);                              // [B, bottom, H/16, W/16]
        map = _bottom.call(cat([functional.max_pool2d(map, 2), ideas], 1), null);              // [B, bottom, H/16, W/16]
        map = _modulate[0].call(map, known);
        for (var level = 0; level < _up.Count; level++)
        {
            map = _up[level].call(map, fine[^(level + 1)], null);                              // [B, w, H/8, W/8], then twice as large each
            map = _modulate[level + 1].call(map, known);
        }

        return Unfolded(_predict.call(map)).MoveToOuterDisposeScope();                         // [B, 1, H, W]
    }

    /// <summary>2 x 2 cells become channels: [B, C, H, W] to [B, 4 C, H/2, W/2].</summary>
    private static Tensor Folded(Tensor map)
    {
        var (batch, channels, rows, columns) = (map.shape[0], map.shape[1], map.shape[2], map.shape[3]);
        return map.reshape([batch, channels, rows / Fold, Fold, columns / Fold, Fold]).permute(0, 1, 3, 5, 2, 4)
            .reshape(batch, channels * Fold * Fold, rows / Fold, columns / Fold);
    }

    /// <summary>Four channels become 2 x 2 cells: [B, 4, H/2, W/2] to [B, 1, H, W].</summary>
    private static Tensor Unfolded(Tensor map)
    {
        var (batch, rows, columns) = (map.shape[0], map.shape[2], map.shape[3]);
        return map.reshape([batch, Fold, Fold, rows, columns]).permute(0, 3, 1, 4, 2).reshape(batch, 1, rows * Fold, columns * Fold);
    }
}
