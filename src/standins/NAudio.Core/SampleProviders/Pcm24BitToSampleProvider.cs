namespace NAudio.Wave.SampleProviders;

/// <summary>Makes numbers of 24 bit PCM.</summary>
public class Pcm24BitToSampleProvider : SampleProviderConverterBase
{
    public Pcm24BitToSampleProvider(IWaveProvider source)
        : base(source)
    {
    }

    public override int Read(float[] buffer, int offset, int count)
    {
        var bytes = ReadSource(count * 3);
        for (var i = 0; i < bytes.Length / 3; i++) buffer[offset + i] = Samples.From24(bytes[(i * 3)..]);
        return bytes.Length / 3;
    }
}
