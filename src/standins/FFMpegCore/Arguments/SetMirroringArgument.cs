using FFMpegCore.Enums;

namespace FFMpegCore.Arguments;

/// <summary>Flips the picture.</summary>
internal sealed class SetMirroringArgument(Mirroring mirroring) : IVideoFilterArgument
{
    public string Key => string.Empty;

    public string Value => mirroring == Mirroring.Horizontal ? "hflip" : "vflip";
}
