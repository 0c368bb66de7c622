using Akka.Streams.Stage;

namespace Akka.Streams;

/// <summary>A stage was stopped without having seen completion or failure, most often by the shutdown of its materializer.</summary>
public sealed class AbruptStageTerminationException : Exception
{
    public AbruptStageTerminationException(GraphStageLogic logic)
        : base($"GraphStage {logic} terminated abruptly, caused by for example materializer or actor system termination.")
    {
    }
}
