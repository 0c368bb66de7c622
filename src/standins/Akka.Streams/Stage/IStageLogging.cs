using Akka.Event;

namespace Akka.Streams.Stage;

/// <summary>Something with a log.</summary>
public interface IStageLogging
{
    ILoggingAdapter Log { get; }
}
