using System.Globalization;
using FFMpegCore.Exceptions;

namespace FFMpegCore.Pipes;

/// <summary>Feeds raw pictures of one size and pixel format to ffmpeg.</summary>
public class RawVideoPipeSource : IPipeSource
{
    private readonly IEnumerator<IVideoFrame> _frames;
    private IVideoFrame? _first;

    public RawVideoPipeSource(IEnumerable<IVideoFrame> framesEnumerator) => _frames = framesEnumerator.GetEnumerator();

    public string StreamFormat { get; private set; } = null!;
    public int Width { get; private set; }
    public int Height { get; private set; }

    /// <summary>Pictures a second.</summary>
    public double FrameRate { get; set; } = 25;

    /// <summary>Takes the first picture to learn the format; none at all is an <see cref="InvalidOperationException"/>.</summary>
    public string GetStreamArguments()
    {
        if (_first is null)
        {
            if (!_frames.MoveNext()) throw new InvalidOperationException("Enumerator is empty, unable to get frame");
            _first = _frames.Current;
            (StreamFormat, Width, Height) = (_first.Format, _first.Width, _first.Height);
        }

        return $"-f rawvideo -r {FrameRate.ToString(CultureInfo.InvariantCulture)} -pix_fmt {StreamFormat} -s {Width}x{Height}";
    }

    public async Task WriteAsync(Stream outputStream, CancellationToken cancellationToken)
    {
        if (_first is not null) await WriteAsync(_first, outputStream, cancellationToken).ConfigureAwait(false);
        while (_frames.MoveNext()) await WriteAsync(_frames.Current, outputStream, cancellationToken).ConfigureAwait(false);
    }

    private Task WriteAsync(IVideoFrame frame, Stream output, CancellationToken cancellationToken)
    {
        if (frame.Width == Width && frame.Height == Height && frame.Format == StreamFormat) return frame.SerializeAsync(output, cancellationToken);
        throw new FFMpegStreamFormatException(
            FFMpegExceptionType.Operation,
            $"Frame is {frame.Width}x{frame.Height} {frame.Format}, the stream is {Width}x{Height} {StreamFormat}");
    }
}
