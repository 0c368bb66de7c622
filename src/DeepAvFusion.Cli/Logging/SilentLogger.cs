using Akka.Event;

namespace DeepAvFusion.Cli.Logging;

/// <summary>In place of Akka's own logger for the moments in which no other is there: it writes to standard output, one line at the end even where its level is off.</summary>
internal sealed class SilentLogger : MinimalLogger
{
    protected override void Log(object message)
    {
    }
}
