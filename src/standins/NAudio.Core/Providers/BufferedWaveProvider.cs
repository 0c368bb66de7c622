using NAudio.Utils;

namespace NAudio.Wave;

/// <summary>A queue of sound between a writer and a reader. Safe for one of each.</summary>
public class BufferedWaveProvider : IWaveProvider
{
    private CircularBuffer? _buffer;

    /// <summary>Room for five seconds.</summary>
    public BufferedWaveProvider(WaveFormat waveFormat)
    {
        WaveFormat = waveFormat;
        BufferLength = waveFormat.AverageBytesPerSecond * 5;
        ReadFully = true;
    }

    public WaveFormat WaveFormat { get; }

    /// <summary>Whether silence fills what is missing, so that the sound never ends.</summary>
    public bool ReadFully { get; set; }

    /// <summary>Room in bytes; settled by the first samples.</summary>
    public int BufferLength { get; set; }

    public TimeSpan BufferDuration
    {
        get => Duration(BufferLength);
        set => BufferLength = (int)(value.TotalSeconds * WaveFormat.AverageBytesPerSecond);
    }

    /// <summary>Whether samples without room are dropped; otherwise they are an <see cref="InvalidOperationException"/>.</summary>
    public bool DiscardOnBufferOverflow { get; set; }

    public int BufferedBytes => _buffer?.Count ?? 0;

    public TimeSpan BufferedDuration => Duration(BufferedBytes);

    public void AddSamples(byte[] buffer, int offset, int count)
    {
        _buffer ??= new CircularBuffer(BufferLength);
        if (_buffer.Write(buffer, offset, count) < count && !DiscardOnBufferOverflow) throw new InvalidOperationException("Buffer full");
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        var read = _buffer?.Read(buffer, offset, count) ?? 0;
        if (!ReadFully) return read;
        Array.Clear(buffer, offset + read, count - read);
        return count;
    }

    public void ClearBuffer() => _buffer?.Reset();

    private TimeSpan Duration(int bytes) => TimeSpan.FromSeconds((double)bytes / WaveFormat.AverageBytesPerSecond);
}
