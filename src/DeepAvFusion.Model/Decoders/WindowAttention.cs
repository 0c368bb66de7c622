using DeepAvFusion.Model.Layers;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Decoders;

/// <summary>Self-attention inside windows, with a learned bias by relative place; fusion tokens have none.</summary>
internal sealed class WindowAttention : Module<Tensor, Tensor?, Tensor>
{
    [ComponentName(Name = "relative_position_bias_table")] private readonly Parameter _biasTable;      // [(2w-1)^2, h]
    [ComponentName(Name = "relative_position_index")] private readonly Tensor _places;                 // [w*w, w*w]
    [ComponentName(Name = "qkv")] private readonly Linear _qkv;
    [ComponentName(Name = "proj")] private readonly Linear _project;
    private readonly int _cells;
    private readonly int _heads;
    private readonly double _scale;

    public WindowAttention(int width, int heads, int side, WeightInitializer weights)
        : base(nameof(WindowAttention))
    {
        (_cells, _heads, _scale) = (side * side, heads, MultiHeadAttention.Scale(width, heads));
        _biasTable = weights.BiasTable((2 * side - 1) * (2 * side - 1), heads);
        _places = RelativePlaces(side);
        _qkv = weights.Linear(width, 3 * width);
        _project = weights.Linear(width, width);
        RegisterComponents();
    }

    /// <param name="tokens">[B x windows, w*w + F, D], fusion tokens last</param>
    /// <param name="mask">[windows, w*w, w*w] added to the logits, or null</param>
    /// <returns>[B x windows, w*w + F, D]</returns>
    public override Tensor forward(Tensor tokens, Tensor? mask)
    {
        using var scope = NewDisposeScope();
        var (windows, count, width) = (tokens.shape[0], tokens.shape[1], tokens.shape[2]);
        var qkv = _qkv.call(tokens).reshape(windows, count, 3, _heads, width / _heads).permute(2, 0, 3, 1, 4);   // [3, W, h, n, D/h]
        var logits = matmul(qkv[0] * _scale, qkv[1].transpose(-2, -1)) + Pad(PlaceBias(), count);                // [W, h, n, n]
        if (mask is not null)
        {
            var perWindow = Pad(mask, count).unsqueeze(1);                                                       // [windows, 1, n, n]
            logits = logits.reshape(-1, mask.shape[0], _heads, count, count).add(perWindow).reshape(windows, _heads, count, count);
        }

        var mixed = matmul(logits.softmax(-1), qkv[2]).transpose(1, 2).reshape(windows, count, width);
        return _project.call(mixed).MoveToOuterDisposeScope();
    }

    /// <summary>[h, w*w, w*w]: the bias of every query and key place.</summary>
    private Tensor PlaceBias() =>
        _biasTable.index_select(0, _places.flatten()).reshape(_cells, _cells, _heads).permute(2, 0, 1);

    /// <summary>Zeros for every pair that involves a fusion token.</summary>
    private Tensor Pad(Tensor places, long count) => functional.pad(places, [0, count - _cells, 0, count - _cells]);

    private static Tensor RelativePlaces(int side)
    {
        var cells = side * side;
        var places = new long[cells * cells];
        for (var query = 0; query < cells; query++)
        {
            for (var key = 0; key < cells; key++)
            {
                var (rows, columns) = ((query / side) - (key / side), (query % side) - (key % side));
                places[(query * cells) + key] = ((rows + side - 1) * ((2 * side) - 1)) + columns + side - 1;
            }
        }

        return tensor(places, [cells, cells]).DetachFromDisposeScope();
    }
}
