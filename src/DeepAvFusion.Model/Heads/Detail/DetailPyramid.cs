using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Heads.Detail;

/// <summary>Convolutions over a network input, coarser and coarser, that meet the encoder's tokens of that input at the bottom.</summary>
/// <remarks>The finest map has 2 x 2 cells in its channels, which saves three quarters of the work.</remarks>
internal sealed class DetailPyramid : Module<Tensor, Tensor, IReadOnlyList<Tensor>>
{
    /// <summary>Cells a side that the finest map has in its channels.</summary>
    public const int Fold = 2;

    /// <summary>Channels of the maps, from fine to coarse.</summary>
    public static readonly int[] Widths = [24, 48, 96];

    /// <summary>Channels of the bottom.</summary>
    public const int Bottom = 128;

    [ComponentName(Name = "down")] private readonly ModuleList<DoubleConvolution> _down;
    [ComponentName(Name = "tokens")] private readonly Linear _tokens;
    [ComponentName(Name = "bottom")] private readonly DoubleConvolution _bottom;
    private readonly GridSize _grid;

    public DetailPyramid(int channels, int tokens, GridSize grid, WeightInitializer weights)
        : base(nameof(DetailPyramid))
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
        _bottom = new DoubleConvolution(before + Bottom, Bottom, weights);
        RegisterComponents();
    }

    /// <param name="input">[B, C, H, W]</param>
    /// <param name="tokens">[B, N, D]</param>
    /// <returns>The maps from fine to coarse, each half as large as the one before; the last one is the bottom.</returns>
    public override IReadOnlyList<Tensor> forward(Tensor input, Tensor tokens)
    {
        using var scope = NewDisposeScope();
        var maps = new List<Tensor>();
        var map = Folded(input);                                                               // [B, 4 C, H/2, W/2]
        foreach (var level in _down)
        {
            if (maps.Count > 0) map = functional.max_pool2d(map, 2);
            map = level.call(map, null);                                                       // [B, w, H/2, W/2], then half as large each
            maps.Add(map);
        }

        var ideas = TokenMaps.ToMap(_tokens.call(tokens), _grid);                              // [B, bottom, H/16, W/16]
        maps.Add(_bottom.call(cat([functional.max_pool2d(map, 2), ideas], 1), null));          // [B, bottom, H/16, W/16]
        scope.MoveToOuter(maps);
        return maps;
    }

    /// <summary>2 x 2 cells become channels: [B, C, H, W] to [B, 4 C, H/2, W/2].</summary>
    private static Tensor Folded(Tensor map)
    {
        var (batch, channels, rows, columns) = (map.shape[0], map.shape[1], map.shape[2], map.shape[3]);
        return map.reshape([batch, channels, rows / Fold, Fold, columns / Fold, Fold]).permute(0, 1, 3, 5, 2, 4)
            .reshape(batch, channels * Fold * Fold, rows / Fold, columns / Fold);
    }
}
