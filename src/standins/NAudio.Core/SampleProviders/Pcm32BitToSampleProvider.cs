namespace NAudio.Wave.SampleProviders;

/// <summary>Makes numbers of 32 bit PCM.</summary>
public class Pcm32BitToSampleProvider : SampleProviderConverterBase
{
    public Pcm32BitToSampleProvider(IWaveProvider source)
        : base(source)
    {
    }

    public override int Read(float[] buffer, int offset, int count)
    {
        var bytes = ReadSource(count * 4);
        for (var i = 0; i < bytes.Length / 4; i++) buffer[offset + i] = Samples.From32(bytes[(i * 4)..]);
        return bytes.Length / 4;
    }
}
