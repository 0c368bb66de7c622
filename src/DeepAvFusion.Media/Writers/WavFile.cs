using DeepAvFusion.Core;
using NAudio.Wave;

namespace DeepAvFusion.Media.Writers;

/// <summary>Whole sounds in files.</summary>
public static class WavFile
{
    /// <summary>Writes a mono 16-bit WAV at <see cref="AudioClock.Rate"/>.</summary>
    public static void Write(string path, float[] samples)
    {
        using var writer = new WaveFileWriter(path, new WaveFormat(AudioClock.Rate, 16, 1));
        writer.WriteSamples(samples, 0, samples.Length);
    }
}
