using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Presets;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Video;

/// <summary>Attention over time at every place, then over places in every frame, then the MLP.</summary>
/// <remarks>
/// Source: DeepAVFusion models/video_vits.py; "Is Space-Time Attention All You Need", Bertasius et al. 2021.
/// Branches are dropped place by place over time, before the projection, and frame by frame over places.
/// A class token stays out of the temporal step; the spatial step copies it to every frame and averages its results.
/// </remarks>
internal sealed class DividedBlock : Module<Tensor, Tensor>
{
    [ComponentName(Name = "norm1")] private readonly LayerNorm _spaceNorm;
    [ComponentName(Name = "attn")] private readonly SelfAttention _space;
    [ComponentName(Name = "temporal_norm1")] private readonly LayerNorm _timeNorm;
    [ComponentName(Name = "temporal_attn")] private readonly SelfAttention _time;
    [ComponentName(Name = "temporal_fc")] private readonly Linear _timeProjection;
    [ComponentName(Name = "norm2")] private readonly LayerNorm _mlpNorm;
    [ComponentName(Name = "mlp")] private readonly Mlp _mlp;
    private readonly BranchDrop _branches;
    private readonly int _steps;
    private readonly int _places;
    private readonly int _classTokens;

    public DividedBlock(VideoBackboneConfig config, DropRates drop, BranchDrop branches, WeightInitializer weights)
        : base(nameof(DividedBlock))
    {
        (_steps, _places, _classTokens, _branches) = (config.TimeSteps, config.Grid.Cells, config.ClassToken ? 1 : 0, branches);
        _spaceNorm = WeightInitializer.Norm(config.Width, LayerNormEpsilon.Backbone);
        _space = new SelfAttention(config.Width, config.Heads, drop, weights);
        _timeNorm = WeightInitializer.Norm(config.Width, LayerNormEpsilon.Backbone);
        _time = new SelfAttention(config.Width, config.Heads, drop, weights);
        _timeProjection = weights.Linear(config.Width, config.Width);
        _mlpNorm = WeightInitializer.Norm(config.Width, LayerNormEpsilon.Backbone);
        _mlp = new Mlp(config.Width, config.MlpRatio, drop.Projection, weights);
        RegisterComponents();
    }

    /// <param name="tokens">[B, 1 or 0 + T x S, D]</param>
    /// <returns>The same shape</returns>
    public override Tensor forward(Tensor tokens)
    {
        using var scope = NewDisposeScope();
        var first = tokens.narrow(1, 0, _classTokens);                                                           // [B, 1 or 0, D]
        var patches = tokens.narrow(1, _classTokens, _steps * _places);                                          // [B, T x S, D]
        patches = patches + OverTime(patches);
        tokens = cat([first, patches], 1) + OverSpace(first, patches);                                           // [B, 1 or 0 + T x S, D]
        return (tokens + _branches.Apply(_mlp.call(_mlpNorm.Normalize(tokens)), training)).MoveToOuterDisposeScope();
    }

    private Tensor OverTime(Tensor patches)
    {
        var (batch, width) = (patches.shape[0], patches.shape[2]);
        var tracks = patches.reshape(batch, _steps, _places, width).transpose(1, 2).reshape(-1, _steps, width);  // [B x S, T, D]
        var mixed = _timeProjection.call(_branches.Apply(_time.call(_timeNorm.Normalize(tracks), null), training)); // [B x S, T, D]
        return mixed.reshape(batch, _places, _steps, width).transpose(1, 2).reshape(batch, -1, width);           // [B, T x S, D]
    }

    private Tensor OverSpace(Tensor first, Tensor patches)
    {
        var (batch, width) = (patches.shape[0], patches.shape[2]);
        var frames = patches.reshape(batch * _steps, _places, width);                                                     // [B x T, S, D]
        var copies = first.unsqueeze(1).expand(-1, _steps, -1, -1).reshape(batch * _steps, _classTokens, width); // [B x T, 1 or 0, D]
        var mixed = _branches.Apply(_space.call(_spaceNorm.Normalize(cat([copies, frames], 1)), null), training)
            .reshape(batch, _steps, _classTokens + _places, width);                                              // [B, T, 1 or 0 + S, D]
        return cat(
            [
                mixed.narrow(2, 0, _classTokens).mean([1]),                                                      // [B, 1 or 0, D]
                mixed.narrow(2, _classTokens, _places).reshape(batch, -1, width),                                // [B, T x S, D]
            ], 1);
    }
}
