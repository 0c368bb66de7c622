using Akka.Streams.Implementation;

namespace Akka.Streams;

/// <summary>The switch of one run.</summary>
public sealed class UniqueKillSwitch : IKillSwitch
{
    internal UniqueKillSwitch()
    {
    }

    internal KillSignal Signal { get; } = new();

    public void Shutdown() => Signal.Set(null);

    public void Abort(Exception cause) => Signal.Set(new AggregateException(cause ?? throw new ArgumentNullException(nameof(cause))));

    public override string ToString() => "KillSwitch";
}
