using static TorchSharp.torch;

namespace DeepAvFusion.Training.Settings;

/// <summary>Where the replicas of a training run: each on a GPU of its own, or on threads of the processor.</summary>
/// <param name="Devices">One for each replica that there is.</param>
/// <param name="Asked">Replicas that were asked for (env.ngpu). Where there are fewer, each works off several batches a step, which makes the same steps.</param>
public sealed record TrainingDevices(IReadOnlyList<Device> Devices, int Asked)
{
    /// <param name="first">The device of env.device.</param>
    /// <param name="gpus">GPUs of this machine.</param>
    /// <param name="cores">Cores of its processor.</param>
    public static TrainingDevices Of(EnvironmentPlan environment, Device first, int gpus, int cores)
    {
        var asked = environment.Replicas;
        if (first.type != TorchSharp.DeviceType.CUDA)
            return new TrainingDevices([.. Enumerable.Repeat(first, Share(asked, cores / environment.Threads))], asked);
        var isNamed = environment.Device.Contains(':', StringComparison.Ordinal);
        return new TrainingDevices([first, .. Enumerable.Range(1, Share(asked, isNamed ? 1 : gpus) - 1).Select(index => new Device(TorchSharp.DeviceType.CUDA, index))], asked);
    }

    /// <summary>One line of where the batches of a step go; null where there is nothing to say.</summary>
    public override string ToString() => Asked == 1 ? ""
        : $"{Asked} batches at a time (env.ngpu) on {Devices.Count} {(Devices[0].type == TorchSharp.DeviceType.CUDA ? "GPU" : "thread")}{(Devices.Count == 1 ? "" : "s")}{(Devices.Count == Asked ? "" : $", {Asked / Devices.Count} after each other: the steps are the same")}";

    /// <summary>The most replicas there is room for that all have the same number of batches.</summary>
    private static int Share(int asked, int most) => Enumerable.Range(1, Math.Max(1, Math.Min(asked, most))).Last(count => asked % count == 0);
}
