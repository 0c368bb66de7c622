using System.Text;
using NAudio.Utils;
using NAudio.Wave.SampleProviders;

namespace NAudio.Wave;

/// <summary>Writes a WAV file. Its header is right after each <see cref="Flush"/> and at the end.</summary>
public class WaveFileWriter : Stream
{
    private const string Unsupported = "Only 16, 24 or 32 bit PCM or IEEE float audio data supported";

    private readonly Stream _stream;
    private readonly BinaryWriter _writer;
    private readonly long _factPosition;
    private readonly long _dataSizePosition;
    private readonly byte[] _value24 = new byte[3];
    private long _dataSize;
    private bool _disposed;

    /// <summary>Makes a file, in place of one that is there.</summary>
    public WaveFileWriter(string filename, WaveFormat format)
        : this(new FileStream(filename, FileMode.Create, FileAccess.Write, FileShare.Read), format) => Filename = filename;

    /// <summary>Writes to a stream that can seek and is closed with the writer.</summary>
    public WaveFileWriter(Stream outStream, WaveFormat format)
    {
        _stream = outStream;
        WaveFormat = format;
        _writer = new BinaryWriter(outStream, Encoding.UTF8);
        _writer.Write("RIFF\0\0\0\0WAVEfmt "u8);
        format.Serialize(_writer);
        if (HasFact)
        {
            _writer.Write("fact\u0004\0\0\0"u8);
            _factPosition = outStream.Position;
            _writer.Write(0);
        }

        _writer.Write("data"u8);
        _dataSizePosition = outStream.Position;
        _writer.Write(0);
    }

    /// <summary>The file's name; null for a stream.</summary>
    public string? Filename { get; }

    public WaveFormat WaveFormat { get; }

    /// <summary>Bytes of sound so far.</summary>
    public override long Length => _dataSize;

    public TimeSpan TotalTime => TimeSpan.FromSeconds((double)Length / WaveFormat.AverageBytesPerSecond);

    public override bool CanRead => false;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Position
    {
        get => _dataSize;
        set => throw new InvalidOperationException("Repositioning a WaveFileWriter is not supported");
    }

    private bool HasFact => WaveFormat.Encoding != WaveFormatEncoding.Pcm && WaveFormat.BitsPerSample != 0;

    /// <summary>Writes all of a sound as 16 bit PCM.</summary>
    public static void CreateWaveFile16(string filename, ISampleProvider sourceProvider) =>
        CreateWaveFile(filename, new SampleToWaveProvider16(sourceProvider));

    /// <summary>Writes all of a sound.</summary>
    public static void CreateWaveFile(string filename, IWaveProvider sourceProvider)
    {
        using var writer = new WaveFileWriter(filename, sourceProvider.WaveFormat);
        writer.WriteAll(sourceProvider);
    }

    /// <summary>Writes all of a sound to a stream, which stays open.</summary>
    public static void WriteWavFileToStream(Stream outStream, IWaveProvider sourceProvider)
    {
        using (var writer = new WaveFileWriter(new IgnoreDisposeStream(outStream), sourceProvider.WaveFormat)) writer.WriteAll(sourceProvider);
        outStream.Flush();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Cannot read from a WaveFileWriter");

    public override long Seek(long offset, SeekOrigin origin) => throw new InvalidOperationException("Cannot seek within a WaveFileWriter");

    public override void SetLength(long value) => throw new InvalidOperationException("Cannot set length of a WaveFileWriter");

    [Obsolete("Use Write instead")]
    public void WriteData(byte[] data, int offset, int count) => Write(data, offset, count);

    [Obsolete("Use WriteSamples instead")]
    public void WriteData(short[] samples, int offset, int count) => WriteSamples(samples, offset, count);

    /// <summary>Writes bytes that are in the file's format already; 4 GiB is the limit of a file.</summary>
    public override void Write(byte[] buffer, int offset, int count)
    {
        if (_stream.Length + count > uint.MaxValue) throw new ArgumentException("WAV file too large", nameof(count));
        _stream.Write(buffer, offset, count);
        _dataSize += count;
    }

    /// <summary>Writes one number. It is not limited to -1 and 1: beyond, 16 bit samples wrap around.</summary>
    public void WriteSample(float sample)
    {
        switch (WaveFormat.BitsPerSample)
        {
            case 16:
                _writer.Write(unchecked((short)(int)(short.MaxValue * sample)));
                break;
            case 24:
                Write24((int)(int.MaxValue * sample));
                break;
            case 32 when WaveFormat.Encoding == WaveFormatEncoding.IeeeFloat:
                _writer.Write(sample);
                break;
            default:
                throw new InvalidOperationException(Unsupported);
        }

        _dataSize += WaveFormat.BitsPerSample / 8;
    }

    public void WriteSamples(float[] samples, int offset, int count)
    {
        foreach (var sample in samples.AsSpan(offset, count)) WriteSample(sample);
    }

    /// <summary>Writes 16 bit numbers in the file's format.</summary>
    public void WriteSamples(short[] samples, int offset, int count)
    {
        foreach (var sample in samples.AsSpan(offset, count))
        {
            switch (WaveFormat.BitsPerSample)
            {
                case 16:
                    _writer.Write(sample);
                    break;
                case 24:
                    Write24(ushort.MaxValue * sample);
                    break;
                case 32 when WaveFormat.Encoding == WaveFormatEncoding.Extensible:
                    _writer.Write(ushort.MaxValue * sample);
                    break;
                case 32 when WaveFormat.Encoding == WaveFormatEncoding.IeeeFloat:
                    _writer.Write(sample / 32768f);
                    break;
                default:
                    throw new InvalidOperationException(Unsupported);
            }

            _dataSize += WaveFormat.BitsPerSample / 8;
        }
    }

    /// <summary>Writes everything with a header that fits it: a crash from here on leaves a file that plays up to here.</summary>
    public override void Flush()
    {
        var position = _stream.Position;
        UpdateHeader(_writer);
        _stream.Position = position;
        _stream.Flush();
    }

    /// <summary>Writes the sizes into the header.</summary>
    protected virtual void UpdateHeader(BinaryWriter writer)
    {
        writer.Flush();
        Overwrite(4, (uint)(_stream.Length - 8));
        var bitsPerBlock = WaveFormat.BitsPerSample * WaveFormat.Channels;
        if (HasFact && bitsPerBlock != 0) Overwrite(_factPosition, (uint)(_dataSize * 8 / bitsPerBlock));
        Overwrite(_dataSizePosition, (uint)_dataSize);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            try
            {
                UpdateHeader(_writer);
            }
            finally
            {
                _stream.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private void Overwrite(long position, uint value)
    {
        _stream.Position = position;
        _writer.Write(value);
    }

    private void Write24(int value)
    {
        (_value24[0], _value24[1], _value24[2]) = ((byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24));
        _writer.Write(_value24);
    }

    private void WriteAll(IWaveProvider source)
    {
        var buffer = new byte[source.WaveFormat.AverageBytesPerSecond * 4];
        int count;
        while ((count = source.Read(buffer, 0, buffer.Length)) > 0) Write(buffer, 0, count);
    }
}
