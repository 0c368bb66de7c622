using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Decoders;

/// <summary>A shifted-window block: patches attend inside their window, fusion tokens join every window.</summary>
/// <remarks>Source: DeepAVFusion models/swin.py; "Swin Transformer", Liu et al. 2021.</remarks>
internal sealed class SwinBlock : Module<Tensor, Tensor, (Tensor Patches, Tensor Fusion)>
{
    [ComponentName(Name = "attn_mask")] private readonly Tensor? _mask;        // [windows, w*w, w*w], only with a shift
    [ComponentName(Name = "norm1")] private readonly LayerNorm _attentionNorm;
    [ComponentName(Name = "attn")] private readonly WindowAttention _attention;
    [ComponentName(Name = "norm2")] private readonly LayerNorm _mlpNorm;
    [ComponentName(Name = "mlp")] private readonly Mlp _mlp;
    private readonly GridSize _grid;
    private readonly WindowLayout _layout;

    public SwinBlock(int width, int heads, double mlpRatio, GridSize grid, WindowLayout layout, WeightInitializer weights)
        : base(nameof(SwinBlock))
    {
        (_grid, _layout) = (grid, layout);
        _mask = layout.Shift > 0 ? ShiftMask(grid, layout) : null;
        _attentionNorm = WeightInitializer.Norm(width, LayerNormEpsilon.Elsewhere);
        _attention = new WindowAttention(width, heads, layout.Side, weights);
        _mlpNorm = WeightInitializer.Norm(width, LayerNormEpsilon.Elsewhere);
        _mlp = new Mlp(width, mlpRatio, dropout: 0, weights);
        RegisterComponents();
    }

    /// <param name="patches">[B, L, D]</param>
    /// <param name="fusion">[B, F, D]</param>
    /// <returns>[B, L, D] and [B, F, D]</returns>
    public override (Tensor Patches, Tensor Fusion) forward(Tensor patches, Tensor fusion)
    {
        using var scope = NewDisposeScope();
        var (batch, windows, cells) = (patches.shape[0], _layout.CountIn(_grid), _layout.Side * _layout.Side);
        var (count, width) = (fusion.shape[1], fusion.shape[2]);
        var guests = _attentionNorm.Normalize(fusion).unsqueeze(1).expand(-1, windows, -1, -1)                   // [B, windows, F, D]
            .reshape(batch * windows, count, width);                                                             // [B x windows, F, D]
        var mixed = _attention.call(cat([Cut(_attentionNorm.Normalize(patches)), guests], 1), _mask);            // [B x windows, w*w + F, D]
        var attended = patches + Join(mixed.narrow(1, 0, cells));                                                // [B, L, D]
        var gathered = fusion + mixed.narrow(1, cells, count).reshape(batch, windows, count, width).mean([1]);   // [B, F, D]
        var patchesOut = attended + _mlp.call(_mlpNorm.Normalize(attended));
        var fusionOut = gathered + _mlp.call(_mlpNorm.Normalize(gathered));
        return scope.MoveToOuter(patchesOut, fusionOut);
    }

    /// <summary>[B, L, D] to windows [B x windows, w*w, D], rolled by the shift.</summary>
    private Tensor Cut(Tensor patches)
    {
        var (side, shift, width) = (_layout.Side, _layout.Shift, patches.shape[2]);
        var map = patches.reshape(-1, _grid.Rows, _grid.Columns, width);                                         // [B, H, W, D]
        if (shift > 0) map = map.roll([-shift, -shift], [1, 2]);
        return map.reshape(-1, _grid.Rows / side, side, _grid.Columns / side, side, width)
            .permute(0, 1, 3, 2, 4, 5).reshape(-1, side * side, width);
    }

    /// <summary>Undoes <see cref="Cut"/>.</summary>
    private Tensor Join(Tensor windows)
    {
        var (side, shift, width) = (_layout.Side, _layout.Shift, windows.shape[2]);
        var map = windows.reshape(-1, _grid.Rows / side, _grid.Columns / side, side, side, width)
            .permute(0, 1, 3, 2, 4, 5).reshape(-1, _grid.Rows, _grid.Columns, width);                            // [B, H, W, D]
        if (shift > 0) map = map.roll([shift, shift], [1, 2]);
        return map.reshape(-1, _grid.Cells, width);
    }

    /// <summary>-100 between places of a rolled window that were not neighbours before the roll.</summary>
    private static Tensor ShiftMask(GridSize grid, WindowLayout layout)
    {
        var (side, cells, across) = (layout.Side, layout.Side * layout.Side, grid.Columns / layout.Side);
        var windows = layout.CountIn(grid);
        var mask = new float[windows * cells * cells];
        for (var i = 0; i < mask.Length; i++)
        {
            var (window, query, key) = (i / (cells * cells), i / cells % cells, i % cells);
            if (Label(window, query) != Label(window, key)) mask[i] = -100;
        }

        return tensor(mask, [windows, cells, cells]).DetachFromDisposeScope();

        int Label(int window, int place) =>
            (3 * Region((window / across * side) + (place / side), grid.Rows)) + Region((window % across * side) + (place % side), grid.Columns);

        int Region(int at, int length) => at < length - side ? 0 : at < length - layout.Shift ? 1 : 2;
    }
}
