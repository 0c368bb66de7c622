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
        var qkv = _qkv.call(tokens);                                           // [B, N, 3D]
        var query = qkv.narrow(2, 0, _width);                                  // [B, N, D]
        var keyValue = qkv.narrow(2, _width, 2 * _width);                      // [B, N, 2D]
        if (guests is not null) keyValue = cat([KeyValue(guests), keyValue], 1);      // [B, F + N, 2D]
        var key = keyValue.narrow(2, 0, _width);
        var value = keyValue.narrow(2, _width, _width);
        return MultiHeadAttention.Attend(
            query, key, value, _heads, MultiHeadAttention.Scale(_width, _heads), training ? _drop.Attention : 0).MoveToOuterDisposeScope();
    }

    private Tensor KeyValue(Tensor guests) => functional.linear(
        guests, _qkv.weight.narrow(0, _width, 2 * _width), _qkv.bias!.narrow(0, _width, 2 * _width));
}
