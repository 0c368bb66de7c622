using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Fusion;

/// <summary>
/// Some fusion tokens aggregate the image, some the audio; the rest read all pairs of these aggregates.
/// </summary>
/// <remarks>Source: DeepAVFusion models/fusion_blocks.py, FusionBlock_FactorizedAVInteractions.</remarks>
internal sealed class FactorizedInteraction : Interaction
{
    [ComponentName(Name = "attn_v")] private readonly CrossAttention _gatherImage;
    [ComponentName(Name = "attn_a")] private readonly CrossAttention _gatherAudio;
    [ComponentName(Name = "q")] private readonly Linear _query;
    [ComponentName(Name = "k")] private readonly Linear _key;                  // [R, 2D]: image aggregate, audio aggregate
    [ComponentName(Name = "v")] private readonly Linear _value;                // [D, 2D]
    [ComponentName(Name = "proj")] private readonly Linear _project;
    private readonly FusionTokens _tokens;
    private readonly int _width;
    private readonly int _heads;
    private readonly DropRates _drop;

    public FactorizedInteraction(FusionConfig config, int width, DropRates drop, WeightInitializer weights)
        : base(nameof(FactorizedInteraction))
    {
        (_tokens, _width, _heads, _drop) = (config.Tokens, width, config.Heads, drop);
        var reduced = config.AttentionWidth(width);
        _gatherImage = new CrossAttention(width, config.Heads, drop, weights);
        _gatherAudio = new CrossAttention(width, config.Heads, drop, weights);
        _query = weights.Linear(width, reduced);
        _key = weights.Linear(2 * width, reduced);
        _value = weights.Linear(2 * width, width);
        _project = weights.Linear(width, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor fusion, Tensor image, Tensor audio)
    {
        using var scope = NewDisposeScope();
        var pairs = fusion.narrow(1, 0, _tokens.Pairs);                                                          // [B, n, D]
        var ofImage = _gatherImage.call(fusion.narrow(1, _tokens.Pairs, _tokens.Image), image);                  // [B, nv, D]
        var ofAudio = _gatherAudio.call(fusion.narrow(1, _tokens.Pairs + _tokens.Image, _tokens.Audio), audio);  // [B, na, D]
        var mixed = PairAttention.Attend(                                                                        // [B, n, D]
            _query.call(pairs),
            first: (Part(_key, ofImage, 0, _key.bias), Part(_value, ofImage, 0, _value.bias)),
            second: (Part(_key, ofAudio, _width, bias: null), Part(_value, ofAudio, _width, bias: null)),
            _heads,
            MultiHeadAttention.Scale(_width, _heads),          // of the full width, whatever the width of the keys
            training ? _drop.Attention : 0);
        var projected = ElementDrop.Apply(_project.call(mixed), _drop.Projection, training);
        return cat([projected, ofImage, ofAudio], 1).MoveToOuterDisposeScope();                                  // [B, F, D]
    }

    /// <summary>What one member of a pair adds to the pair's key or value: the columns of the weight that act on it.</summary>
    private Tensor Part(Linear layer, Tensor tokens, long column, Tensor? bias)
    {
        using var columns = layer.weight.narrow(1, column, _width);
        return functional.linear(tokens, columns, bias);
    }
}
