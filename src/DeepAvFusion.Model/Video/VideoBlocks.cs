using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Video;

/// <summary>The blocks of a video backbone, by number.</summary>
internal sealed class VideoBlocks : Module<Tensor, Tensor>
{
    private readonly List<TransformerBlock> _joint = [];
    private readonly List<DividedBlock> _divided = [];

    public VideoBlocks(VideoBackboneConfig config, DropRates drop, BranchDrop branches, WeightInitializer weights)
        : base(nameof(VideoBlocks))
    {
        for (var layer = 0; layer < config.Depth; layer++)
        {
            if (config.Attention == VideoAttention.Joint)
            {
                _joint.Add(new TransformerBlock(
                    config.Width, config.Heads, config.MlpRatio, LayerNormEpsilon.Backbone, drop, branches, weights));
                register_module($"{layer}", _joint[layer]);
            }
            else
            {
                _divided.Add(new DividedBlock(config, drop, branches, weights));
                register_module($"{layer}", _divided[layer]);
            }
        }

        RegisterComponents();
    }

    /// <param name="tokens">[B, N, D]</param>
    /// <returns>[B, N, D] after all blocks</returns>
    public override Tensor forward(Tensor tokens)
    {
        using var scope = NewDisposeScope();
        foreach (var block in _joint) tokens = block.call(tokens, null);
        foreach (var block in _divided) tokens = block.call(tokens);
        return tokens.MoveToOuterDisposeScope();
    }

    /// <summary>One block of joint attention, with guests.</summary>
    public Tensor Joint(int layer, Tensor tokens, Tensor? guests) => _joint[layer].call(tokens, guests);
}
