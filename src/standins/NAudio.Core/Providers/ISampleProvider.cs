namespace NAudio.Wave;

/// <summary>Gives sound as numbers between -1 and 1, the channels of a moment beside each other.</summary>
public interface ISampleProvider
{
    WaveFormat WaveFormat { get; }

    /// <returns>numbers given; 0 at the end</returns>
    int Read(float[] buffer, int offset, int count);
}
