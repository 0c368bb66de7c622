using System.Collections.Immutable;

namespace Akka.Streams;

/// <summary>One inlet.</summary>
public sealed class SinkShape<TIn> : Shape
{
    public readonly Inlet<TIn> Inlet;

    public SinkShape(Inlet<TIn> inlet) => Inlet = inlet ?? throw new ArgumentNullException(nameof(inlet));

    public override ImmutableArray<Inlet> Inlets => [Inlet];

    public override ImmutableArray<Outlet> Outlets => ImmutableArray<Outlet>.Empty;

    public override Shape DeepCopy() => new SinkShape<TIn>((Inlet<TIn>)Inlet.CarbonCopy());

    public override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        RequirePorts(inlets, outlets);
        return new SinkShape<TIn>((Inlet<TIn>)inlets[0]);
    }
}
