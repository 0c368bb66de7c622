using FFMpegCore.Exceptions;

namespace FFMpegCore.Arguments;

/// <summary>A file to write.</summary>
internal sealed class OutputArgument : PlainEnd, IOutputArgument
{
    private readonly string _path;
    private readonly bool _overwrite;

    public OutputArgument(string path, bool overwrite = true)
    {
        _path = path;
        _overwrite = overwrite;
    }

    public override string Text => CommandLine.QuoteFile(_path) + (_overwrite ? " -y" : "");

    public override void Pre()
    {
        if (!_overwrite && File.Exists(_path))
            throw new FFMpegException(FFMpegExceptionType.File, "Output file already exists and overwrite is disabled");
    }
}
