namespace FFMpegCore.Arguments;

/// <summary>A text that goes to the command line as it is.</summary>
public class CustomArgument : IArgument
{
    public readonly string Argument;

    public CustomArgument(string argument) => Argument = argument;

    public string Text => Argument ?? string.Empty;
}
