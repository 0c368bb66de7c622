using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Fusion;

/// <summary>Full-width cross attention of a few aggregating tokens over one modality; no residual inside.</summary>
/// <remarks>
/// There are far fewer tokens than sources, so queries meet the weights of the keys instead of the sources: q (W x + b) is
/// (q W) x plus a number that is the same for every source, which the softmax drops. Values likewise are projected after
/// they are summed. Per head this costs n x N x D instead of N x D x D.
/// </remarks>
internal sealed class CrossAttention : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "q")] private readonly Linear _query;
    [ComponentName(Name = "kv")] private readonly Linear _keyValue;            // [2D, D]: keys, values
    [ComponentName(Name = "proj")] private readonly Linear _project;
    private readonly int _width;
    private readonly int _heads;
    private readonly DropRates _drop;

    public CrossAttention(int width, int heads, DropRates drop, WeightInitializer weights)
        : base(nameof(CrossAttention))
    {
        (_width, _heads, _drop) = (width, heads, drop);
        _query = weights.Linear(width, width);
        _keyValue = weights.Linear(width, 2 * width);
        _project = weights.Linear(width, width);
        RegisterComponents();
    }

    /// <param name="tokens">[B, n, D]</param>
    /// <param name="source">[B, N, D]</param>
    /// <returns>[B, n, D]</returns>
    public override Tensor forward(Tensor tokens, Tensor source)
    {
        using var scope = NewDisposeScope();
        var (batch, count, perHead) = (tokens.shape[0], tokens.shape[1], _width / _heads);
        var query = _query.call(tokens).mul(MultiHeadAttention.Scale(_width, _heads))
            .reshape(batch * count, _heads, perHead).transpose(0, 1);                                  // [h, B x n, D/h]
        var asked = bmm(query, HeadWeights(0)).reshape(_heads, batch, count, _width)
            .transpose(0, 1).reshape(batch, _heads * count, _width);                                   // [B, h x n, D]
        var shares = ElementDrop.Apply(bmm(asked, source.transpose(1, 2)).softmax(-1), _drop.Attention, training);   // [B, h x n, N]
        var seen = bmm(shares, source).reshape(batch, _heads, count, _width)
            .transpose(0, 1).reshape(_heads, batch * count, _width);                                   // [h, B x n, D]
        var mixed = bmm(seen, HeadWeights(_width).transpose(1, 2)).reshape(_heads, batch, count, perHead)
            .permute(1, 2, 0, 3);                                                                      // [B, n, h, D/h]
        var values = (mixed + ValueBias(shares, batch, count)).flatten(2);                             // [B, n, D]
        return ElementDrop.Apply(_project.call(values), _drop.Projection, training).MoveToOuterDisposeScope();
    }

    /// <summary>[h, D/h, D]: the rows of the weight from <paramref name="row"/> on, head by head.</summary>
    private Tensor HeadWeights(long row) => _keyValue.weight.narrow(0, row, _width).reshape(_heads, _width / _heads, _width);

    /// <summary>The bias of the values times the sum of the shares, which is 1 unless some were dropped.</summary>
    private Tensor ValueBias(Tensor shares, long batch, long count)
    {
        var bias = _keyValue.bias!.narrow(0, _width, _width).reshape(_heads, _width / _heads);         // [h, D/h]
        if (!training || _drop.Attention == 0) return bias;
        return shares.sum(-1).reshape(batch, _heads, count).transpose(1, 2).unsqueeze(-1) * bias;      // [B, n, h, D/h]
    }
}
