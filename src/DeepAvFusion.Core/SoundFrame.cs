using DeepAvFusion.Core.Buffers;

namespace DeepAvFusion.Core;

/// <summary>A stretch of sound: mono float samples in [-1, 1] at <see cref="AudioClock.Rate"/>.</summary>
public sealed class SoundFrame : AvFrame
{
    public required Lease<float> Samples { get; init; }

    public MediaTime End => Time + MediaTime.FromSample(Samples.Length, AudioClock.Rate).FromStart;

    public override void Dispose() => Samples.Dispose();
}
