namespace NAudio.Wave;

/// <summary>Sound with a length and a position, both in bytes.</summary>
public abstract class WaveStream : Stream, IWaveProvider
{
    public abstract WaveFormat WaveFormat { get; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    /// <summary>Bytes of one sample of all channels.</summary>
    public virtual int BlockAlign => WaveFormat.BlockAlign;

    public virtual TimeSpan CurrentTime
    {
        get => Time(Position);
        set => Position = (long)(value.TotalSeconds * WaveFormat.AverageBytesPerSecond);
    }

    public virtual TimeSpan TotalTime => Time(Length);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    public override void SetLength(long value) => throw new NotSupportedException("Can't set length of a WaveStream");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Can't write to a WaveStream");

    /// <summary>Moves by seconds, to the start or end at most.</summary>
    public void Skip(int seconds) => Position = Math.Clamp(Position + ((long)WaveFormat.AverageBytesPerSecond * seconds), 0, Length);

    public virtual bool HasData(int count) => Position < Length;

    private TimeSpan Time(long bytes) => TimeSpan.FromSeconds((double)bytes / WaveFormat.AverageBytesPerSecond);
}
