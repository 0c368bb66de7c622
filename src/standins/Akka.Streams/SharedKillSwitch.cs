using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Fusing;

namespace Akka.Streams;

/// <summary>A switch for all streams its flow is part of, those started later included.</summary>
public sealed class SharedKillSwitch : IKillSwitch
{
    private readonly string _name;

    internal SharedKillSwitch(string name) => _name = name;

    internal KillSignal Signal { get; } = new();

    public void Shutdown() => Signal.Set(null);

    public void Abort(Exception cause) => Signal.Set(new AggregateException(cause ?? throw new ArgumentNullException(nameof(cause))));

    /// <summary>The part of a stream that this switch ends.</summary>
    public IGraph<FlowShape<T, T>, SharedKillSwitch> Flow<T>() => new SharedKillSwitchStage<T>(this);

    public override string ToString() => $"KillSwitch({_name})";
}
