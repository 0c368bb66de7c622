using static TorchSharp.torch;

namespace DeepAvFusion.Training.Data;

/// <summary>Samples that go through a network together.</summary>
public sealed record AvBatch(IReadOnlyList<AvSample> Samples)
{
    public int Count => Samples.Count;

    /// <summary>What a message about this batch names.</summary>
    public string Names => string.Join(", ", Samples.Select(sample => sample.Name));

    /// <summary>One part of all samples.</summary>
    /// <param name="part">The part, of the same size in every sample.</param>
    /// <param name="shape">Its shape without the batch.</param>
    /// <returns>[B, ..]</returns>
    /// <exception cref="ArgumentException">A sample lacks the part, or it has another size.</exception>
    public Tensor Stack(Func<AvSample, float[]?> part, Device device, params long[] shape)
    {
        var size = (int)shape.Aggregate(1L, (product, side) => product * side);
        var all = new float[Count * size];
        for (var i = 0; i < Count; i++)
        {
            var values = part(Samples[i]) ?? throw new ArgumentException($"{Samples[i].Name} lacks what this recipe trains on.", nameof(part));
            if (values.Length != size)
                throw new ArgumentException($"{Samples[i].Name} has {values.Length} numbers where [{string.Join(", ", shape)}] belong.", nameof(part));
            values.CopyTo(all, i * size);
        }

        using var here = tensor(all, [Count, .. shape]);
        return here.to(device);
    }

    /// <summary>[B] labels.</summary>
    public Tensor StackLabels(Device device)
    {
        using var here = tensor(Samples.Select(sample => sample.Label).ToArray());
        return here.to(device);
    }
}
