using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Video;

/// <summary>A single-stream transformer over a video.</summary>
/// <remarks>Source: DeepAVFusion models/video_vits.py.</remarks>
public sealed class VideoBackbone : Module<Tensor, Tensor?, Tensor>
{
    [ComponentName(Name = "cls_token")] private readonly Parameter? _classToken;           // [1, 1, D]
    [ComponentName(Name = "pos_embed")] private readonly Parameter _positions;             // [1, 1 or 0 + N, D], frozen
    [ComponentName(Name = "patch_embed")] private readonly TubeletEmbedding _tubelets;
    [ComponentName(Name = "blocks")] private readonly VideoBlocks _blocks;
    [ComponentName(Name = "norm")] private readonly LayerNorm _norm;

    /// <summary>A backbone of <paramref name="config"/> on its own.</summary>
    /// <exception cref="ModelConfigurationException">It cannot be built; all problems are listed.</exception>
    public VideoBackbone(VideoBackboneConfig config, WeightInitializer weights, DropRates? drop = null)
        : this(config, weights, drop ?? DropRates.None, new BranchDrop((drop ?? DropRates.None).Path))
    {
    }

    internal VideoBackbone(VideoBackboneConfig config, WeightInitializer weights, DropRates drop, BranchDrop branches)
        : base(nameof(VideoBackbone))
    {
        ModelConfigurationException.ThrowIfAny("video", config.Problems().Concat(drop.Problems()));
        Config = config;
        _classToken = config.ClassToken ? weights.Tokens(1, 1, config.Width) : null;
        _positions = WeightInitializer.Positions(Table(config), trained: false);
        _tubelets = new TubeletEmbedding(config, weights);
        _blocks = new VideoBlocks(config, drop, branches, weights);
        _norm = WeightInitializer.Norm(config.Width, LayerNormEpsilon.Backbone);
        RegisterComponents();
    }

    /// <summary>What this backbone was built from.</summary>
    public VideoBackboneConfig Config { get; }

    /// <summary>Tokens entering the first block; positions are added before patches are picked.</summary>
    /// <param name="video">[B, C, T, H, W]</param>
    /// <param name="keep">[B, K] tubelets to keep, or null for all</param>
    /// <returns>[B, 1 or 0 + K, D]</returns>
    public Tensor Embed(Tensor video, Tensor? keep = null)
    {
        using var scope = NewDisposeScope();
        var count = Config.TimeSteps * Config.Grid.Cells;
        var first = Config.ClassToken ? 1 : 0;
        var tokens = _tubelets.call(video) + _positions.narrow(1, first, count);                       // [B, N, D]
        if (keep is not null) tokens = TokenSelection.Select(tokens, keep);                            // [B, K, D]
        if (_classToken is not null)
            tokens = cat([(_classToken + _positions.narrow(1, 0, 1)).expand(tokens.shape[0], -1, -1), tokens], 1);
        return tokens.MoveToOuterDisposeScope();
    }

    /// <param name="video">[B, C, T, H, W]</param>
    /// <param name="keep">[B, K] tubelets to keep, or null for all; only with joint attention</param>
    /// <returns>[B, 1 or 0 + K, D] after the final norm</returns>
    public override Tensor forward(Tensor video, Tensor? keep)
    {
        if (keep is not null && Config.Attention == VideoAttention.Divided)
            throw new ArgumentException("Divided attention needs every tubelet; keep all, or use joint attention.", nameof(keep));
        using var scope = NewDisposeScope();
        return _norm.Normalize(_blocks.call(Embed(video, keep))).MoveToOuterDisposeScope();
    }

    internal Tensor Block(int layer, Tensor tokens, Tensor? guests) => _blocks.Joint(layer, tokens, guests);

    internal Tensor Norm(Tensor tokens) => _norm.Normalize(tokens);

    private static Tensor Table(VideoBackboneConfig config)
    {
        var table = PositionTables.ThreeDimensional(config.TimeSteps, config.Grid, config.Width);
        return config.ClassToken ? cat([zeros(1, config.Width), table]) : table;
    }
}
