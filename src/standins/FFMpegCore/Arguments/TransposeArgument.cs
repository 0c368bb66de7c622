using FFMpegCore.Enums;

namespace FFMpegCore.Arguments;

/// <summary>Turns the picture by a quarter.</summary>
internal sealed class TransposeArgument(Transposition transposition) : IVideoFilterArgument
{
    public string Key => "transpose";

    public string Value => $"{(int)transposition}";
}
