using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>A stage at the edge of an island.</summary>
internal abstract class BoundaryLogic(int inCount, int outCount) : GraphStageLogic(inCount, outCount)
{
    /// <summary>Passes an abrupt end into the island.</summary>
    public abstract void Abort(Exception cause);

    /// <summary>Passes an abrupt end out of the island.</summary>
    public abstract void AbortOutside(Exception cause);
}
