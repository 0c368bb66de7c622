using DeepAvFusion.Model.Presets;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Layers;

/// <summary>Self-attention and MLP, each normalised first and added to the stream.</summary>
internal sealed class TransformerBlock : Module<Tensor, Tensor?, Tensor>
{
    [ComponentName(Name = "norm1")] private readonly LayerNorm _attentionNorm;
    [ComponentName(Name = "attn")] private readonly SelfAttention _attention;
    [ComponentName(Name = "norm2")] private readonly LayerNorm _mlpNorm;
    [ComponentName(Name = "mlp")] private readonly Mlp _mlp;
    private readonly BranchDrop _branches;

    public TransformerBlock(
        int width, int heads, double mlpRatio, double epsilon, DropRates drop, BranchDrop branches, WeightInitializer weights)
        : base(nameof(TransformerBlock))
    {
        _attentionNorm = WeightInitializer.Norm(width, epsilon);
        _attention = new SelfAttention(width, heads, drop, weights);
        _mlpNorm = WeightInitializer.Norm(width, epsilon);
        _mlp = new Mlp(width, mlpRatio, drop.Projection, weights);
        _branches = branches;
        RegisterComponents();
    }

    /// <param name="tokens">[B, N, D]</param>
    /// <param name="guests">[B, F, D] attended to as well, or null</param>
    /// <returns>[B, N, D]</returns>
    public override Tensor forward(Tensor tokens, Tensor? guests)
    {
        using var scope = NewDisposeScope();
        return Transformed(Attended(tokens, guests)).MoveToOuterDisposeScope();
    }

    private Tensor Attended(Tensor tokens, Tensor? guests)
    {
        using var scope = NewDisposeScope();
        var seen = guests is null ? null : _attentionNorm.Normalize(guests);                                     // [B, F, D]
        return (tokens + _branches.Apply(_attention.call(_attentionNorm.Normalize(tokens), seen), training)).MoveToOuterDisposeScope();
    }

    private Tensor Transformed(Tensor attended)
    {
        using var scope = NewDisposeScope();
        return (attended + _branches.Apply(_mlp.call(_mlpNorm.Normalize(attended)), training)).MoveToOuterDisposeScope();
    }
}
