namespace NAudio.Wave;

/// <summary>How the bytes of a sound are to be read; immutable once made, compared by value.</summary>
public class WaveFormat
{
    protected WaveFormatEncoding waveFormatTag;
    protected short channels;
    protected int sampleRate;
    protected int averageBytesPerSecond;
    protected short blockAlign;
    protected short bitsPerSample;
    protected short extraSize;

    /// <summary>44.1 kHz, 16 bit, stereo.</summary>
    public WaveFormat()
        : this(44100, 16, 2)
    {
    }

    /// <summary>16 bit.</summary>
    /// <param name="sampleRate">Hz</param>
    public WaveFormat(int sampleRate, int channels)
        : this(sampleRate, 16, channels)
    {
    }

    /// <summary>Integer samples.</summary>
    /// <param name="rate">Hz</param>
    public WaveFormat(int rate, int bits, int channels)
    {
        if (channels < 1) throw new ArgumentOutOfRangeException(nameof(channels), channels, "Channels must be 1 or greater");
        waveFormatTag = WaveFormatEncoding.Pcm;
        this.channels = (short)channels;
        sampleRate = rate;
        bitsPerSample = (short)bits;
        blockAlign = (short)(channels * (bits / 8));
        averageBytesPerSecond = rate * blockAlign;
    }

    /// <summary>Reads a format with its length before it, as <see cref="Serialize"/> writes it.</summary>
    public WaveFormat(BinaryReader br) => Read(br, br.ReadInt32());

    public WaveFormatEncoding Encoding => waveFormatTag;

    public int Channels => channels;

    /// <summary>Hz.</summary>
    public int SampleRate => sampleRate;

    public int AverageBytesPerSecond => averageBytesPerSecond;

    /// <summary>Bytes of one sample of all channels.</summary>
    public virtual int BlockAlign => blockAlign;

    public int BitsPerSample => bitsPerSample;

    /// <summary>Bytes that follow the common ones.</summary>
    public int ExtraSize => extraSize;

    public static WaveFormat CreateIeeeFloatWaveFormat(int sampleRate, int channels) =>
        CreateCustomFormat(WaveFormatEncoding.IeeeFloat, sampleRate, channels, sampleRate * 4 * channels, 4 * channels, 32);

    public static WaveFormat CreateALawFormat(int sampleRate, int channels) =>
        CreateCustomFormat(WaveFormatEncoding.ALaw, sampleRate, channels, sampleRate * channels, channels, 8);

    public static WaveFormat CreateMuLawFormat(int sampleRate, int channels) =>
        CreateCustomFormat(WaveFormatEncoding.MuLaw, sampleRate, channels, sampleRate * channels, channels, 8);

    public static WaveFormat CreateCustomFormat(
        WaveFormatEncoding tag, int sampleRate, int channels, int averageBytesPerSecond, int blockAlign, int bitsPerSample) => new()
        {
            waveFormatTag = tag,
            channels = (short)channels,
            sampleRate = sampleRate,
            averageBytesPerSecond = averageBytesPerSecond,
            blockAlign = (short)blockAlign,
            bitsPerSample = (short)bitsPerSample,
        };

    /// <summary>Reads a format whose length is known; shorter than 16 bytes is an <see cref="InvalidDataException"/>.</summary>
    public static WaveFormat FromFormatChunk(BinaryReader br, int formatChunkLength)
    {
        var format = new WaveFormatExtraData();
        format.Read(br, formatChunkLength);
        format.ReadExtraData(br);
        return format;
    }

    /// <summary>Bytes of a time span, rounded up to whole blocks.</summary>
    public int ConvertLatencyToByteSize(int milliseconds)
    {
        var bytes = (int)(AverageBytesPerSecond / 1000.0 * milliseconds);
        return bytes % BlockAlign == 0 ? bytes : bytes + BlockAlign - (bytes % BlockAlign);
    }

    /// <summary>Writes the format with its length before it.</summary>
    public virtual void Serialize(BinaryWriter writer)
    {
        writer.Write(18 + extraSize);
        writer.Write((ushort)waveFormatTag);
        writer.Write(channels);
        writer.Write(sampleRate);
        writer.Write(averageBytesPerSecond);
        writer.Write((short)BlockAlign);
        writer.Write(bitsPerSample);
        writer.Write(extraSize);
    }

    public override string ToString() => waveFormatTag switch
    {
        WaveFormatEncoding.Pcm or WaveFormatEncoding.Extensible => $"{bitsPerSample} bit PCM: {sampleRate}Hz {channels} channels",
        WaveFormatEncoding.IeeeFloat => $"{bitsPerSample} bit IEEFloat: {sampleRate}Hz {channels} channels",
        _ => waveFormatTag.ToString(),
    };

    /// <summary>Compares all but the extra bytes.</summary>
    public override bool Equals(object? obj) => obj is WaveFormat other && Values == other.Values;

    public override int GetHashCode() => Values.GetHashCode();

    private (WaveFormatEncoding Tag, short Channels, int Rate, int BytesPerSecond, short BlockAlign, short Bits) Values =>
        (waveFormatTag, channels, sampleRate, averageBytesPerSecond, blockAlign, bitsPerSample);

    private void Read(BinaryReader reader, int length)
    {
        if (length < 16) throw new InvalidDataException("Invalid WaveFormat Structure");
        waveFormatTag = (WaveFormatEncoding)reader.ReadUInt16();
        channels = reader.ReadInt16();
        sampleRate = reader.ReadInt32();
        averageBytesPerSecond = reader.ReadInt32();
        blockAlign = reader.ReadInt16();
        bitsPerSample = reader.ReadInt16();
        extraSize = 0;
        if (length == 16) return;
        reader.ReadInt16(); // the chunk's own length decides
        extraSize = (short)(length - 18);
    }
}
