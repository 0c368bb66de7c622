using System.Collections.Immutable;

namespace Akka.Streams;

/// <summary>No open ports: the graph can be run.</summary>
public class ClosedShape : Shape
{
    public static readonly ClosedShape Instance = new();

    private ClosedShape()
    {
    }

    public override ImmutableArray<Inlet> Inlets => ImmutableArray<Inlet>.Empty;

    public override ImmutableArray<Outlet> Outlets => ImmutableArray<Outlet>.Empty;

    public override Shape DeepCopy() => this;

    public override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        RequirePorts(inlets, outlets);
        return this;
    }
}
