using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Fusion;

/// <summary>All fusion tokens read all pairs of an audio and an image token.</summary>
/// <remarks>Source: DeepAVFusion models/fusion_blocks.py, the dense block; audio channels come first in a pair.</remarks>
internal sealed class DenseInteraction : Interaction
{
    [ComponentName(Name = "q")] private readonly Linear _query;
    [ComponentName(Name = "kv")] private readonly Linear _keyValue;            // [2R, 2D]: audio, image
    [ComponentName(Name = "proj")] private readonly Linear _project;
    private readonly int _width;
    private readonly int _reduced;
    private readonly int _heads;
    private readonly DropRates _drop;

    public DenseInteraction(FusionConfig config, int width, DropRates drop, WeightInitializer weights)
        : base(nameof(DenseInteraction))
    {
        (_width, _reduced, _heads, _drop) = (width, config.AttentionWidth(width), config.Heads, drop);
        _query = weights.Linear(width, _reduced);
        _keyValue = weights.Linear(2 * width, 2 * _reduced);
        _project = weights.Linear(_reduced, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor fusion, Tensor image, Tensor audio)
    {
        using var scope = NewDisposeScope();
        var mixed = PairAttention.Attend(                                      // [B, F, R]
            _query.call(fusion),
            first: Part(audio, column: 0, _keyValue.bias),
            second: Part(image, column: _width, bias: null),
            _heads,
            MultiHeadAttention.Scale(_width, _heads),                          // of the full width
            training ? _drop.Attention : 0);
        var projected = ElementDrop.Apply(_project.call(mixed), _drop.Projection, training);      // [B, F, D]
        return projected.MoveToOuterDisposeScope();
    }

    private (Tensor Keys, Tensor Values) Part(Tensor tokens, long column, Tensor? bias)
    {
        var keyValue = functional.linear(tokens, _keyValue.weight.narrow(1, column, _width), bias);      // [B, N, 2R]
        return (keyValue.narrow(2, 0, _reduced), keyValue.narrow(2, _reduced, _reduced));
    }
}
