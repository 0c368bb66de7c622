namespace NAudio.Wave;

/// <summary>Bytes without a header, with the format they are in.</summary>
public class RawSourceWaveStream : WaveStream
{
    private readonly Stream _source;

    public RawSourceWaveStream(Stream sourceStream, WaveFormat waveFormat)
    {
        _source = sourceStream;
        WaveFormat = waveFormat;
    }

    public RawSourceWaveStream(byte[] byteStream, int offset, int count, WaveFormat waveFormat)
        : this(new MemoryStream(byteStream, offset, count), waveFormat)
    {
    }

    public override WaveFormat WaveFormat { get; }

    public override long Length => _source.Length;

    /// <summary>Set to whole blocks.</summary>
    public override long Position
    {
        get => _source.Position;
        set => _source.Position = value - (value % WaveFormat.BlockAlign);
    }

    public override int Read(byte[] buffer, int offset, int count) => _source.Read(buffer, offset, count);
}
