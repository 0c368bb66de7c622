using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Fusion;

/// <summary>Full-width cross attention of a few aggregating tokens over one modality; no residual inside.</summary>
internal sealed class CrossAttention : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "q")] private readonly Linear _query;
    [ComponentName(Name = "kv")] private readonly Linear _keyValue;
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
        var keyValue = _keyValue.call(source);                                 // [B, N, 2D]
        var mixed = MultiHeadAttention.Attend(
            _query.call(tokens), keyValue.narrow(2, 0, _width), keyValue.narrow(2, _width, _width),
            _heads, MultiHeadAttention.Scale(_width, _heads), training ? _drop.Attention : 0);
        var projected = Dropout.Apply(_project.call(mixed), _drop.Projection, training);      // [B, n, D]
        return projected.MoveToOuterDisposeScope();
    }
}
