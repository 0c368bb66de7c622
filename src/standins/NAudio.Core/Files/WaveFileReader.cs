namespace NAudio.Wave;

/// <summary>Reads the sound of a WAV file: PCM, floating point, or any other bytes as they are.</summary>
public class WaveFileReader : WaveStream
{
    private readonly Lock _lock = new();
    private readonly bool _ownsStream;
    private readonly WaveHeader _header;
    private readonly Stream _stream;

    /// <summary>Opens a file; what is no WAV file is a <see cref="FormatException"/>, one that ends too soon an <see cref="EndOfStreamException"/>.</summary>
    public WaveFileReader(string waveFile)
        : this(File.OpenRead(waveFile), ownsStream: true)
    {
    }

    /// <summary>Reads a stream that can seek, from its position; the stream stays open.</summary>
    public WaveFileReader(Stream inputStream)
        : this(inputStream, ownsStream: false)
    {
    }

    private WaveFileReader(Stream stream, bool ownsStream)
    {
        _stream = stream;
        _ownsStream = ownsStream;
        try
        {
            _header = WaveHeader.Read(stream);
            Position = 0;
        }
        catch
        {
            if (ownsStream) stream.Dispose();
            throw;
        }
    }

    public override WaveFormat WaveFormat => _header.Format;

    /// <summary>Bytes of sound, as the file says.</summary>
    public override long Length => _header.DataLength;

    /// <summary>The other parts of the file, as far as they stand in its header's range.</summary>
    public List<RiffChunk> ExtraChunks => _header.OtherChunks;

    /// <summary>Samples of each channel.</summary>
    public long SampleCount => IsPlain
        ? _header.DataLength / BlockAlign
        : throw new InvalidOperationException("Sample count is calculated only for the standard encodings");

    /// <summary>Bytes from the start of the sound; set to whole blocks, to the end at most.</summary>
    public override long Position
    {
        get => _stream.Position - _header.DataPosition;
        set
        {
            lock (_lock)
            {
                var within = Math.Min(value, Length);
                _stream.Position = _header.DataPosition + within - (within % WaveFormat.BlockAlign);
            }
        }
    }

    private bool IsPlain => WaveFormat.Encoding is WaveFormatEncoding.Pcm or WaveFormatEncoding.IeeeFloat or WaveFormatEncoding.Extensible;

    /// <summary>Gives the bytes of one of the other parts.</summary>
    public byte[] GetChunkData(RiffChunk chunk)
    {
        lock (_lock)
        {
            var position = _stream.Position;
            _stream.Position = chunk.StreamPosition;
            var data = new byte[chunk.Length];
            _stream.ReadAtLeast(data, data.Length, throwOnEndOfStream: false);
            _stream.Position = position;
            return data;
        }
    }

    /// <param name="count">bytes, a multiple of the block's</param>
    public override int Read(byte[] buffer, int offset, int count)
    {
        if (count % WaveFormat.BlockAlign != 0)
            throw new ArgumentException($"Must read complete blocks: requested {count}, block align is {WaveFormat.BlockAlign}", nameof(count));
        lock (_lock)
        {
            var left = _header.DataLength - Position;
            return _stream.Read(buffer, offset, (int)Math.Clamp(left, 0, count));
        }
    }

    /// <summary>Gives the next sample of each channel: PCM of 16, 24 or 32 bits, or floating point of 32 bits.</summary>
    /// <returns>null at the end; a part of a sample there is an <see cref="InvalidDataException"/></returns>
    public float[]? ReadNextSampleFrame()
    {
        if (!IsPlain) throw new InvalidOperationException("Only 16, 24 or 32 bit PCM or IEEE float audio data supported");
        var width = WaveFormat.BitsPerSample / 8;
        var raw = new byte[WaveFormat.Channels * width];
        var read = Read(raw, 0, raw.Length);
        if (read == 0) return null;
        if (read < raw.Length) throw new InvalidDataException("Unexpected end of file");
        var frame = new float[WaveFormat.Channels];
        for (var channel = 0; channel < frame.Length; channel++) frame[channel] = Sample(raw.AsSpan(channel * width, width));
        return frame;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && _ownsStream) _stream.Dispose();
        base.Dispose(disposing);
    }

    private float Sample(ReadOnlySpan<byte> raw) => (WaveFormat.Encoding, WaveFormat.BitsPerSample) switch
    {
        (_, 16) => Samples.From16(raw),
        (_, 24) => Samples.From24(raw),
        (WaveFormatEncoding.IeeeFloat, 32) => BitConverter.ToSingle(raw),
        (WaveFormatEncoding.Pcm, 32) => Samples.From32(raw),
        _ => throw new InvalidOperationException("Unsupported bit depth"),
    };
}
