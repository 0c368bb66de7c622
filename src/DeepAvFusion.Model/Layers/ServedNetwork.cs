using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Layers;

/// <summary>Readies networks for giving answers. Whoever runs one (live, verified, measured) gets it this way, so that all see the same numbers.</summary>
public static class ServedNetwork
{
    /// <summary>Switches training off, gives every weight and statistic a type, and moves the network. Inputs must come in that type, and outputs come in it.</summary>
    /// <param name="network">Changed in place.</param>
    /// <param name="type">Float32, or bfloat16 for half the memory, and more speed where the device multiplies it by itself.</param>
    /// <param name="device">Where it runs.</param>
    /// <returns>The same network.</returns>
    /// <exception cref="ArgumentException">Networks do not run in this type.</exception>
    public static T Ready<T>(T network, ScalarType type, Device device)
        where T : nn.Module
    {
        if (type is not (ScalarType.Float32 or ScalarType.BFloat16)) throw new ArgumentException($"Networks run in float32 or bfloat16, not {type}.", nameof(type));
        network.eval();
        network.to(device, type);
        return network;
    }
}
