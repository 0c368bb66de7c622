namespace DeepAvFusion.Cli.Commands;

/// <summary>One line on standard error that is written over and over; it stays unwritten where standard error is no terminal.</summary>
internal sealed class ProgressLine : IDisposable
{
    private const string Blank = "\r\e[K";

    /// <summary>Whether somebody watches.</summary>
    public bool IsTerminal { get; } = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    private bool _isShown;

    /// <summary>A bar of so many characters for a share from 0 to 1.</summary>
    public static string Bar(double share, int width)
    {
        var done = (int)Math.Round(Math.Clamp(share, 0, 1) * width);
        return $"{new string('━', done)}{new string('╌', width - done)} {share:P0}";
    }

    public void Show(string text)
    {
        if (!IsTerminal)
            return;
        Console.Error.Write(Blank + text);
        _isShown = true;
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        if (_isShown)
            Console.Error.Write(Blank);
        _isShown = false;
    }

    /// <summary>Leaves what was shown last, and goes to the next line.</summary>
    public void Dispose()
    {
        if (_isShown)
            Console.Error.WriteLine();
        _isShown = false;
    }
}
