namespace DeepAvFusion.Training.Data;

/// <summary>Where samples come from. Any number of threads may read at once.</summary>
public interface ISampleSource
{
    /// <summary>Samples in one epoch.</summary>
    int Count { get; }

    /// <summary>What messages call a sample.</summary>
    string Name(int index);

    /// <summary>Makes a sample; the same index and draw give the same sample.</summary>
    /// <exception cref="SampleException">It cannot be read; another one takes its place.</exception>
    AvSample Read(int index, SampleDraw draw, CancellationToken cancellation);
}
