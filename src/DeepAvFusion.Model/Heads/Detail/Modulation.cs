using DeepAvFusion.Model.Layers;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Heads.Detail;

/// <summary>Feature-wise linear modulation: a condition scales and shifts every channel of a map.</summary>
/// <remarks>Perez and others, FiLM, AAAI 2018.</remarks>
internal sealed class Modulation : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "scale_shift")] private readonly Linear _scaleShift;

    public Modulation(int condition, int channels, WeightInitializer weights)
        : base(nameof(Modulation))
    {
        _scaleShift = weights.Linear(condition, 2 * channels);
        RegisterComponents();
    }

    /// <param name="map">[B, C, H, W]</param>
    /// <param name="condition">[B, K]</param>
    /// <returns>[B, C, H, W]</returns>
    public override Tensor forward(Tensor map, Tensor condition)
    {
        using var scope = NewDisposeScope();
        var both = _scaleShift.call(condition).unsqueeze(-1).unsqueeze(-1).chunk(2, 1);        // [B, C, 1, 1] each
        return (map * (1 + both[0]) + both[1]).MoveToOuterDisposeScope();
    }
}
