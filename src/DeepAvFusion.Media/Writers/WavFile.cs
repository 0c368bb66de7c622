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

    /// <summary>The same in memory, of 16-bit samples.</summary>
    public static byte[] Bytes(short[] samples)
    {
        using var bytes = new MemoryStream();
        using (var writer = new WaveFileWriter(bytes, new WaveFormat(AudioClock.Rate, 16, 1)))
            writer.WriteSamples(samples, 0, samples.Length);
        return bytes.ToArray();
    }
}
