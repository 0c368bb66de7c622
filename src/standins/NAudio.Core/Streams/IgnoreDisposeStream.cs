namespace NAudio.Utils;

/// <summary>Passes everything on but its own end.</summary>
public class IgnoreDisposeStream : Stream
{
    public IgnoreDisposeStream(Stream sourceStream)
    {
        SourceStream = sourceStream;
        IgnoreDispose = true;
    }

    public Stream SourceStream { get; }

    /// <summary>Whether the source outlives this stream.</summary>
    public bool IgnoreDispose { get; set; }

    public override bool CanRead => SourceStream.CanRead;

    public override bool CanSeek => SourceStream.CanSeek;

    public override bool CanWrite => SourceStream.CanWrite;

    public override long Length => SourceStream.Length;

    public override long Position
    {
        get => SourceStream.Position;
        set => SourceStream.Position = value;
    }

    public override void Flush() => SourceStream.Flush();

    public override int Read(byte[] buffer, int offset, int count) => SourceStream.Read(buffer, offset, count);

    public override long Seek(long offset, SeekOrigin origin) => SourceStream.Seek(offset, origin);

    public override void SetLength(long value) => SourceStream.SetLength(value);

    public override void Write(byte[] buffer, int offset, int count) => SourceStream.Write(buffer, offset, count);

    protected override void Dispose(bool disposing)
    {
        if (!IgnoreDispose) SourceStream.Dispose();
        base.Dispose(disposing);
    }
}
