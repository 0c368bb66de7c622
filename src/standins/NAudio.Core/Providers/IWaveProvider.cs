namespace NAudio.Wave;

/// <summary>Gives sound as bytes.</summary>
public interface IWaveProvider
{
    WaveFormat WaveFormat { get; }

    /// <returns>bytes given; 0 at the end</returns>
    int Read(byte[] buffer, int offset, int count);
}
