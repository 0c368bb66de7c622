using Akka.Streams.Implementation.Fusing;

namespace Akka.Streams;

/// <summary>Ends streams from outside.</summary>
public static class KillSwitches
{
    /// <summary>Each run gives a switch of its own.</summary>
    public static IGraph<FlowShape<T, T>, UniqueKillSwitch> Single<T>() => UniqueKillSwitchStage<T>.Instance;

    /// <summary>A switch for any number of streams.</summary>
    public static SharedKillSwitch Shared(string name) => new(name);

    /// <summary>Ends the stream when a token is cancelled: completes it gracefully, or fails it with <see cref="OperationCanceledException"/>.</summary>
    public static IGraph<FlowShape<T, T>, NotUsed> AsFlow<T>(this CancellationToken cancellationToken, bool cancelGracefully = false) =>
        new CancellationTokenStage<T>(cancellationToken, cancelGracefully);
}
