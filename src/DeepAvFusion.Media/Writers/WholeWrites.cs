using DeepAvFusion.Core;

namespace DeepAvFusion.Media.Writers;

/// <summary>A new file in which a write happens wholly or not at all: what still went onto a full disk is taken back, so that whoever writes knows where it stands.</summary>
internal sealed class WholeWrites(string path) : FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0)
{
    // the one for spans comes here by Stream's own, as for every class derived from FileStream
    public override void Write(byte[] buffer, int offset, int count)
    {
        var (position, length) = (Position, Length);
        try
        {
            base.Write(buffer, offset, count);
        }
        catch (Exception e) when (FileFault.Is(e))
        {
            TakeBack(position, length);
            if (e is IOException)
                throw;
            throw new IOException("File too large", e);               // .NET's word for a limit of file size (EFBIG)
        }
    }

    private void TakeBack(long position, long length)
    {
        try
        {
            SetLength(length);
        }
        catch (IOException)
        {
            // the disk refuses even this; the next write goes over what is left
        }
        Position = position;
    }
}
