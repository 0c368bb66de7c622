using DeepAvFusion.Training.Recipes;
using TorchSharp;

namespace DeepAvFusion.Training.Trainers;

/// <summary>Turns mixed precision on for a forward pass.</summary>
internal static class MixedPrecision
{
    /// <returns>What ends it; null where everything stays in float32.</returns>
    /// <exception cref="Core.UserErrorException">This build's TorchSharp has no mixed precision.</exception>
    public static IDisposable? Enter(TrainingPrecision precision, torch.Device device)
    {
        if (precision == TrainingPrecision.Float32) return null;
#if PACKAGE_TORCHSHARP
        throw new Core.UserErrorException($"TorchSharp from NuGet has no mixed precision on {device.type}; set opt.use_amp=false.");
#else
        return new TorchSharp.StandIn.Autocast(device.type, precision == TrainingPrecision.Float16 ? torch.ScalarType.Float16 : torch.ScalarType.BFloat16);
#endif
    }
}
