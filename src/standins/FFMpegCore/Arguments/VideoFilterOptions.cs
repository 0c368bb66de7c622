using System.Drawing;
using FFMpegCore.Enums;

namespace FFMpegCore.Arguments;

/// <summary>A chain of video filters, in the order they are called.</summary>
public class VideoFilterOptions
{
    public List<IVideoFilterArgument> Arguments { get; } = [];

    public VideoFilterOptions Scale(VideoSize videoSize) =>
        With(new ScaleArgument(videoSize == VideoSize.Original ? null : new Size(-1, (int)videoSize)));

    public VideoFilterOptions Scale(int width, int height) => Scale(new Size(width, height));

    public VideoFilterOptions Scale(Size size) => With(new ScaleArgument(size));

    public VideoFilterOptions Transpose(Transposition transposition) => With(new TransposeArgument(transposition));

    public VideoFilterOptions Mirror(Mirroring mirroring) => With(new SetMirroringArgument(mirroring));

    private VideoFilterOptions With(IVideoFilterArgument argument)
    {
        Arguments.Add(argument);
        return this;
    }
}
