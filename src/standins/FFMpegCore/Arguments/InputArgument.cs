namespace FFMpegCore.Arguments;

/// <summary>A file or URL to read.</summary>
internal sealed class InputArgument : PlainEnd, IInputArgument
{
    private readonly string _path;
    private readonly bool _verifyExists;

    public InputArgument(bool verifyExists, string path)
    {
        _verifyExists = verifyExists;
        _path = path;
    }

    public override string Text => $"-i {CommandLine.Quote(_path)}";

    public override void Pre()
    {
        if (_verifyExists && !File.Exists(_path)) throw new FileNotFoundException("Input file not found", _path);
    }
}
