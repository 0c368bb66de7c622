namespace FFMpegCore.Arguments;

/// <summary>Several files to read.</summary>
internal sealed class MultiInputArgument : PlainEnd, IInputArgument
{
    private readonly IEnumerable<string> _paths;
    private readonly bool _verifyExists;

    public MultiInputArgument(bool verifyExists, IEnumerable<string> paths)
    {
        _verifyExists = verifyExists;
        _paths = paths;
    }

    public override string Text => string.Join(" ", _paths.Select(path => $"-i {CommandLine.Quote(path)}"));

    public override void Pre()
    {
        if (!_verifyExists) return;
        var missing = _paths.Where(path => !File.Exists(path)).ToList();
        if (missing.Count > 0) throw new FileNotFoundException($"The following input files were not found: {string.Join(", ", missing)}");
    }
}
