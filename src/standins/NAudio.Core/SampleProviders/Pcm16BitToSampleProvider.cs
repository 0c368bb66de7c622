namespace NAudio.Wave.SampleProviders;

/// <summary>Makes numbers of 16 bit PCM.</summary>
public class Pcm16BitToSampleProvider : SampleProviderConverterBase
{
    public Pcm16BitToSampleProvider(IWaveProvider source)
        : base(source)
    {
    }

    public override int Read(float[] buffer, int offset, int count)
    {
        var bytes = ReadSource(count * 2);
        for (var i = 0; i < bytes.Length / 2; i++) buffer[offset + i] = Samples.From16(bytes[(i * 2)..]);
        return bytes.Length / 2;
    }
}
