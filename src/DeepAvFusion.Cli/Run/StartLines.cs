using DeepAvFusion.Cli.Commands;
using DeepAvFusion.Cli.Logging;
using Microsoft.Extensions.Logging;

namespace DeepAvFusion.Cli.Run;

/// <summary>What a user is told of start and stop: plain lines on standard error, or entries of the log where programs read it.</summary>
internal sealed partial class StartLines(LogSettings settings, ILogger<StartLines> log)
{
    public void Tell(string line)
    {
        if (settings.Format == LogFormat.Json)
            Told(log, line);
        else
            Console.Error.WriteLine(TerminalText.Line(line));
    }

    [LoggerMessage(2, Microsoft.Extensions.Logging.LogLevel.Information, "{Line}")]
    private static partial void Told(ILogger log, string line);
}
