namespace NAudio.Wave;

/// <summary>A format with bytes that only some readers understand.</summary>
public class WaveFormatExtraData : WaveFormat
{
    private const int Capacity = 100;

    internal WaveFormatExtraData()
    {
    }

    public WaveFormatExtraData(BinaryReader reader)
        : base(reader) => ReadExtraData(reader);

    /// <summary>The bytes, in a buffer of 100; the first <see cref="WaveFormat.ExtraSize"/> of them count.</summary>
    public byte[] ExtraData { get; } = new byte[Capacity];

    public override void Serialize(BinaryWriter writer)
    {
        base.Serialize(writer);
        if (extraSize > 0) writer.Write(ExtraData, 0, extraSize);
    }

    internal void ReadExtraData(BinaryReader reader)
    {
        if (extraSize <= 0) return;
        if (extraSize > Capacity) throw new FormatException($"Invalid WAV file - its format has {extraSize} extra bytes, at most {Capacity} are possible");
        reader.BaseStream.ReadAtLeast(ExtraData.AsSpan(0, extraSize), extraSize, throwOnEndOfStream: false);
    }
}
