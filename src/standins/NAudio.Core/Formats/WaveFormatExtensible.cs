namespace NAudio.Wave;

/// <summary>The format that names its encoding by a GUID and says which speakers its channels are for.</summary>
public class WaveFormatExtensible : WaveFormat
{
    private static readonly Guid Pcm = new("00000001-0000-0010-8000-00aa00389b71");
    private static readonly Guid IeeeFloat = new("00000003-0000-0010-8000-00aa00389b71");

    private readonly int _channelMask;

    /// <param name="rate">Hz</param>
    /// <param name="bits">32 means floating point</param>
    public WaveFormatExtensible(int rate, int bits, int channels)
        : base(rate, bits, channels)
    {
        waveFormatTag = WaveFormatEncoding.Extensible;
        extraSize = 22;
        SubFormat = bits == 32 ? IeeeFloat : Pcm;
        for (var channel = 0; channel < channels; channel++) _channelMask |= 1 << channel;
    }

    public Guid SubFormat { get; }

    /// <summary>The same without the GUID; itself where that is not possible.</summary>
    public WaveFormat ToStandardWaveFormat()
    {
        if (SubFormat == IeeeFloat && bitsPerSample == 32) return CreateIeeeFloatWaveFormat(sampleRate, channels);
        return SubFormat == Pcm ? new WaveFormat(sampleRate, bitsPerSample, channels) : this;
    }

    public override void Serialize(BinaryWriter writer)
    {
        base.Serialize(writer);
        writer.Write(bitsPerSample);
        writer.Write(_channelMask);
        writer.Write(SubFormat.ToByteArray());
    }

    public override string ToString() =>
        $"WAVE_FORMAT_EXTENSIBLE {(SubFormat == Pcm ? "PCM" : "IEEE_FLOAT")} {SampleRate}Hz {Channels} channels {BitsPerSample} bit";
}
