namespace FFMpegCore.Arguments;

/// <summary>One filter of a video chain, <c>Key=Value</c>; an empty key leaves the value alone.</summary>
public interface IVideoFilterArgument
{
    string Key { get; }

    string Value { get; }
}
