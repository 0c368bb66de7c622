using System.Drawing;

namespace FFMpegCore.Arguments;

/// <summary>Scales the picture; -1 keeps the aspect ratio, no size keeps the picture.</summary>
internal sealed class ScaleArgument(Size? size) : IVideoFilterArgument
{
    public string Key => "scale";

    public string Value => size is { } s ? $"{s.Width}:{s.Height}" : string.Empty;
}
