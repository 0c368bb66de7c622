using Akka.Actor;
using Akka.Event;
using Xunit.Abstractions;

namespace Akka.TestKit.Xunit2.Internals;

/// <summary>Writes log events to the output of a test.</summary>
public class TestOutputLogger : ReceiveActor
{
    public TestOutputLogger(ITestOutputHelper output)
    {
        Receive<LogEvent>(logEvent => Write(output, logEvent.ToString()));
        Receive<InitializeLogger>(initialize =>
        {
            foreach (var channel in (Type[])[typeof(Debug), typeof(Info), typeof(Warning), typeof(Error)])
                initialize.LoggingBus.Subscribe(Self, channel);
            Sender.Tell(new LoggerInitialized());
        });
    }

    private static void Write(ITestOutputHelper output, string line)
    {
        try
        {
            output.WriteLine(line);
        }
        catch (InvalidOperationException)
        {
            // the test is over and takes no more output
        }
    }
}
