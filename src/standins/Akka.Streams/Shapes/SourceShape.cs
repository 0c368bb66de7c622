using System.Collections.Immutable;

namespace Akka.Streams;

/// <summary>One outlet.</summary>
public sealed class SourceShape<TOut> : Shape
{
    public readonly Outlet<TOut> Outlet;

    public SourceShape(Outlet<TOut> outlet) => Outlet = outlet ?? throw new ArgumentNullException(nameof(outlet));

    public override ImmutableArray<Inlet> Inlets => ImmutableArray<Inlet>.Empty;

    public override ImmutableArray<Outlet> Outlets => [Outlet];

    public override Shape DeepCopy() => new SourceShape<TOut>((Outlet<TOut>)Outlet.CarbonCopy());

    public override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        RequirePorts(inlets, outlets);
        return new SourceShape<TOut>((Outlet<TOut>)outlets[0]);
    }
}
