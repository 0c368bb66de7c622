namespace FFMpegCore.Arguments;

/// <summary>A part of a command line.</summary>
public interface IArgument
{
    string Text { get; }
}
