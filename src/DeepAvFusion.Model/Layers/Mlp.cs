using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Layers;

/// <summary>Two linear layers with the exact GELU between them: [.., D] to [.., D].</summary>
internal sealed class Mlp : Module<Tensor, Tensor>
{
    [ComponentName(Name = "fc1")] private readonly Linear _expand;
    [ComponentName(Name = "fc2")] private readonly Linear _contract;
    private readonly double _dropout;

    /// <summary>A perceptron of hidden width <c>int(width x ratio)</c>.</summary>
    public Mlp(int width, double ratio, double dropout, WeightInitializer weights)
        : base(nameof(Mlp))
    {
        var hidden = (int)(width * ratio);
        _expand = weights.Linear(width, hidden);
        _contract = weights.Linear(hidden, width);
        _dropout = dropout;
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)
    {
        using var scope = NewDisposeScope();
        var hidden = ElementDrop.Apply(Expand(tokens), _dropout, training);                                  // [B, N, H]
        return ElementDrop.Apply(_contract.call(hidden), _dropout, training).MoveToOuterDisposeScope();      // [B, N, D]
    }

    private Tensor Expand(Tensor tokens)
    {
        using var linear = _expand.call(tokens);                               // [B, N, H], as large as the result: released at once
        return functional.gelu(linear);
    }
}
