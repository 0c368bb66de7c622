namespace DeepAvFusion.Media.Sources;

/// <summary>A pipe that tells since when its reader has been waiting for it.</summary>
internal sealed class WatchedStream(Stream inner, TimeProvider time) : Stream
{
    private long _waitingSince;

    /// <summary>How long the read in progress has been waiting; zero while the reader does something else.</summary>
    public TimeSpan Waiting => Interlocked.Read(ref _waitingSince) is not 0 and var since ? time.GetElapsedTime(since) : TimeSpan.Zero;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        Interlocked.Exchange(ref _waitingSince, Math.Max(1, time.GetTimestamp()));
        try
        {
            return inner.Read(buffer);
        }
        finally
        {
            Interlocked.Exchange(ref _waitingSince, 0);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
