using DeepAvFusion.Model.Presets;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Layers;

/// <summary>Self-attention, optionally with guests: tokens that are attended to but whose own result nobody needs.</summary>
internal sealed class SelfAttention : Module<Tensor, Tensor?, Tensor>
{
    [ComponentName(Name = "qkv")] private readonly Linear _qkv;
    [ComponentName(Name = "proj")] private readonly Linear _project;
    private readonly int _width;
    private readonly int _heads;
    private readonly DropRates _drop;

    public SelfAttention(int width, int heads, DropRates drop, WeightInitializer weights)
        : base(nameof(SelfAttention))
    {
        (_width, _heads, _drop) = (width, heads, drop);
        _qkv = weights.Linear(width, 3 * width);
        _project = weights.Linear(width, width);
        RegisterComponents();
    }

    /// <param name="tokens">[B, N, D]</param>
    /// <param name="guests">[B, F, D] or null</param>
    /// <returns>[B, N, D]</returns>
    /// <remarks>The same as attention over guests and tokens together, without computing the guests' results.</remarks>
    public override Tensor forward(Tensor tokens, Tensor? guests)
    {
        using var scope = NewDisposeScope();
        var mixed = Mix(tokens, guests);                                       // [B, N, D]
        return ElementDrop.Apply(_project.call(mixed), _drop.Projection, training).MoveToOuterDisposeScope();
    }

    private Tensor Mix(Tensor tokens, Tensor? guests)
    {
        using var scope = NewDisposeScope();
        if (guests is null)
        {
            var all = _qkv.call(tokens).chunk(3, 2);                           // [B, N, D] each
            return Attend(all[0], all[1], all[2]).MoveToOuterDisposeScope();
        }

        var query = Part(tokens, 0, _width);                                   // [B, N, D]
        var keyValue = KeyValue(tokens, guests).chunk(2, 2);                   // [B, F + N, D] each
        return Attend(query, keyValue[0], keyValue[1]).MoveToOuterDisposeScope();
    }

    private Tensor Attend(Tensor query, Tensor key, Tensor value) => MultiHeadAttention.Attend(
        query, key, value, _heads, MultiHeadAttention.Scale(_width, _heads), training ? _drop.Attention : 0);

    private Tensor KeyValue(Tensor tokens, Tensor guests)
    {
        using var both = cat([guests, tokens], 1);                             // [B, F + N, D], smaller than the keys and values it gives
        return Part(both, _width, 2 * _width);
    }

    /// <summary>Some of the numbers that a token's query, key and value consist of.</summary>
    private Tensor Part(Tensor tokens, long first, long count)
    {
        using var weight = _qkv.weight.narrow(0, first, count);
        using var bias = _qkv.bias!.narrow(0, first, count);
        return functional.linear(tokens, weight, bias);
    }
}
