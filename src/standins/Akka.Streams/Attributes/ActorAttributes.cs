using Akka.Streams.Supervision;

namespace Akka.Streams;

/// <summary>Attributes that the actors under a stream understand.</summary>
public static class ActorAttributes
{
    /// <summary>The dispatcher for blocking input and output.</summary>
    public static Dispatcher IODispatcher { get; } = new("akka.stream.materializer.blocking-io-dispatcher");

    /// <summary>Runs an island on the dispatcher configured under a path.</summary>
    public static Attributes CreateDispatcher(string dispatcherName) => new(new Dispatcher(dispatcherName));

    /// <summary>Decides what a stage does when its user code throws.</summary>
    public static Attributes CreateSupervisionStrategy(Decider strategy) => new(new SupervisionStrategy(strategy));

    /// <summary>Name of a dispatcher.</summary>
    public sealed class Dispatcher : Attributes.IMandatoryAttribute, IEquatable<Dispatcher>
    {
        public readonly string Name;

        public Dispatcher(string name) => Name = name;

        public bool Equals(Dispatcher? other) => other is not null && other.Name == Name;

        public override bool Equals(object? obj) => Equals(obj as Dispatcher);

        public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

        public override string ToString() => $"Dispatcher({Name})";
    }

    /// <summary>What to do when user code throws.</summary>
    public sealed class SupervisionStrategy : Attributes.IMandatoryAttribute
    {
        public readonly Decider Decider;

        public SupervisionStrategy(Decider decider) => Decider = decider;

        public override string ToString() => "SupervisionStrategy";
    }
}
