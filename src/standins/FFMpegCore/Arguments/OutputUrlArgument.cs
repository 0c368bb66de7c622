namespace FFMpegCore.Arguments;

/// <summary>A URL to write to; quoted only where it would fall apart otherwise.</summary>
internal sealed class OutputUrlArgument : PlainEnd, IOutputArgument
{
    private readonly string _url;

    public OutputUrlArgument(string url) => _url = url;

    public override string Text => _url.Any(c => char.IsWhiteSpace(c) || c is '"' or '\\') ? CommandLine.Quote(_url) : _url;
}
