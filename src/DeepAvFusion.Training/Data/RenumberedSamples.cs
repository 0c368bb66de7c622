namespace DeepAvFusion.Training.Data;

/// <summary>Samples with the numbers that a head gives their classes.</summary>
/// <param name="numbers">The head's number of each class of the samples.</param>
/// <param name="outputs">Outputs of the head.</param>
internal sealed class RenumberedSamples(ISampleSource samples, IReadOnlyList<int> numbers, int outputs) : ISampleSource
{
    public int Count => samples.Count;

    public string Name(int index) => samples.Name(index);

    public AvSample Read(int index, SampleDraw draw, CancellationToken cancellation)
    {
        var sample = samples.Read(index, draw, cancellation);
        if (sample.Labels is not { } own) return sample;
        var labels = new float[outputs];
        foreach (var (place, label) in own.Index()) labels[numbers[place]] = label;
        return sample with { Label = numbers[(int)sample.Label], Labels = labels };
    }
}
