using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Fusion;

/// <summary>All fusion tokens read the tokens of both modalities side by side.</summary>
/// <remarks>Source: DeepAVFusion models/fusion_blocks.py, the token block.</remarks>
internal sealed class TokenInteraction : Interaction
{
    [ComponentName(Name = "q")] private readonly Linear _query;
    [ComponentName(Name = "kv")] private readonly Linear _keyValue;
    [ComponentName(Name = "proj")] private readonly Linear _project;
    private readonly int _reduced;
    private readonly int _heads;
    private readonly DropRates _drop;

    public TokenInteraction(FusionConfig config, int width, DropRates drop, WeightInitializer weights)
        : base(nameof(TokenInteraction))
    {
        (_reduced, _heads, _drop) = (config.AttentionWidth(width), config.Heads, drop);
        _query = weights.Linear(width, _reduced);
        _keyValue = weights.Linear(width, 2 * _reduced);
        _project = weights.Linear(_reduced, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor fusion, Tensor image, Tensor audio)
    {
        using var scope = NewDisposeScope();
        var keyValue = _keyValue.call(cat([image, audio], 1));                 // [B, Ni + Na, 2R]
        var mixed = MultiHeadAttention.Attend(                                 // [B, F, R]
            _query.call(fusion), keyValue.narrow(2, 0, _reduced), keyValue.narrow(2, _reduced, _reduced),
            _heads, MultiHeadAttention.Scale(_reduced, _heads), training ? _drop.Attention : 0);
        var projected = ElementDrop.Apply(_project.call(mixed), _drop.Projection, training);      // [B, F, D]
        return projected.MoveToOuterDisposeScope();
    }
}
