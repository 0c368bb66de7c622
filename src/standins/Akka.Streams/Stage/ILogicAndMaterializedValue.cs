namespace Akka.Streams.Stage;

/// <summary>What a stage makes each time it is run.</summary>
public interface ILogicAndMaterializedValue<out TMaterialized>
{
    GraphStageLogic Logic { get; }

    TMaterialized MaterializedValue { get; }
}
