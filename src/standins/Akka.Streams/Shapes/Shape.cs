using System.Collections.Immutable;

namespace Akka.Streams;

/// <summary>The open ports of a graph.</summary>
public abstract class Shape : ICloneable
{
    public abstract ImmutableArray<Inlet> Inlets { get; }

    public abstract ImmutableArray<Outlet> Outlets { get; }

    /// <summary>A copy with new ports.</summary>
    public abstract Shape DeepCopy();

    /// <summary>A shape of this kind on the given ports.</summary>
    /// <exception cref="ArgumentException">The number of ports differs.</exception>
    public abstract Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets);

    public object Clone() => DeepCopy();

    public bool HasSamePortsAs(Shape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return Inlets.ToHashSet().SetEquals(shape.Inlets) && Outlets.ToHashSet().SetEquals(shape.Outlets);
    }

    public bool HasSamePortsAndShapeAs(Shape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return Inlets.SequenceEqual(shape.Inlets) && Outlets.SequenceEqual(shape.Outlets);
    }

    public sealed override string ToString() =>
        $"{GetType().Name}([{string.Join(", ", Inlets)}] [{string.Join(", ", Outlets)}])";

    internal void RequirePorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        if (inlets.Length != Inlets.Length || outlets.Length != Outlets.Length)
            throw new ArgumentException(
                $"{GetType().Name} has {Inlets.Length} inlets and {Outlets.Length} outlets, got {inlets.Length} and {outlets.Length}.");
    }
}
