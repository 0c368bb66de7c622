namespace NAudio.Wave.SampleProviders;

/// <summary>Makes numbers of 8 bit PCM, whose silence is 128.</summary>
public class Pcm8BitToSampleProvider : SampleProviderConverterBase
{
    public Pcm8BitToSampleProvider(IWaveProvider source)
        : base(source)
    {
    }

    public override int Read(float[] buffer, int offset, int count)
    {
        var bytes = ReadSource(count);
        for (var i = 0; i < bytes.Length; i++) buffer[offset + i] = Samples.From8(bytes[i]);
        return bytes.Length;
    }
}
