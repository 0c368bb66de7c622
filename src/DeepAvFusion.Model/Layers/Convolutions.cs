using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepAvFusion.Model.Layers;

/// <summary>The one place that calls the tensor library's convolution; right for any number of channels, forward and backward, in float32 and bfloat16.</summary>
/// <remarks>
/// CPUs convolve blocks of 16 channels. On some of them oneDNN, as it comes with libtorch 2.10, leaves undefined what fills a last block up, and sums over it. Channels of zeros up
/// to a whole block change no sum and leave nothing to fill. They are always added on a CPU: what is undefined may be zero by luck, so that trying the library out tells nothing.
/// Convolutions whose tiles do not overlap are matrix products instead (patches, tubelets, enlargements). Graphics cards take another library.
/// </remarks>
internal static class Convolutions
{
    private const long Block = 16;

    /// <summary>Convolution by 3x3 taps, one ring of zeros around the map.</summary>
    /// <param name="kernel">Weight [outputs, inputs, 3, 3]</param>
    /// <param name="map">[B, inputs, H, W]</param>
    /// <returns>[B, outputs, H, W]</returns>
    public static Tensor Convolve(this Kernel kernel, Tensor map) => Convolve(map, kernel.Weight, kernel.Bias);

    /// <summary>Convolution that keeps the size: zeros are put around the map.</summary>
    /// <param name="map">[B, inputs, H, W]</param>
    /// <param name="weight">[outputs, inputs, k, k], k odd</param>
    /// <param name="bias">[outputs] or null</param>
    /// <returns>[B, outputs, H, W]</returns>
    public static Tensor Convolve(Tensor map, Tensor weight, Tensor? bias)
    {
        var ring = weight.shape[2] / 2;
        var (outputs, moreOutputs, moreInputs) = (weight.shape[0], Missing(weight.shape[0]), Missing(weight.shape[1]));
        if (moreOutputs + moreInputs == 0 || map.device_type != DeviceType.CPU) return functional.conv2d(map, weight, bias, padding: [ring, ring]);
        using var scope = NewDisposeScope();
        var padded = functional.pad(weight, [0, 0, 0, 0, 0, moreInputs, 0, moreOutputs]);
        var result = functional.conv2d(moreInputs == 0 ? map : functional.pad(map, [0, 0, 0, 0, 0, moreInputs]), padded, padding: [ring, ring]).narrow(1, 0, outputs);
        return (bias is null ? result.contiguous() : result + bias.reshape(1, -1, 1, 1)).MoveToOuterDisposeScope();
    }

    private static long Missing(long channels) => (Block - (channels % Block)) % Block;
}
