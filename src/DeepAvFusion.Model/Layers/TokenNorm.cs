using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Layers;

/// <summary>Layer norm, through float32 where the tensor library is slow in bfloat16.</summary>
internal static class TokenNorm
{
    /// <param name="norm">Weight, bias and epsilon</param>
    /// <param name="tokens">[.., D]</param>
    /// <returns>[.., D] of the same type</returns>
    /// <remarks>On CPUs the library's bfloat16 kernel takes ten times as long as converting there and back.</remarks>
    public static Tensor Normalize(this LayerNorm norm, Tensor tokens)
    {
        if (tokens.dtype != ScalarType.BFloat16 || tokens.device_type != DeviceType.CPU) return norm.call(tokens);
        using var scope = NewDisposeScope();
        var (weight, bias) = (norm.weight!.to(ScalarType.Float32), norm.bias!.to(ScalarType.Float32));
        return functional.layer_norm(tokens.to(ScalarType.Float32), norm.normalized_shape, weight, bias, norm.eps)
            .to(ScalarType.BFloat16).MoveToOuterDisposeScope();
    }
}
