using Akka.Streams.Implementation;
using Akka.Streams.Implementation.Fusing;

namespace Akka.Streams;

/// <summary>An output port of a stage.</summary>
public abstract class OutPort
{
    internal int Id = -1;
}

/// <summary>An output port, without its element type.</summary>
public abstract class Outlet : OutPort
{
    public readonly string Name;

    protected Outlet(string name) => Name = name ?? throw new ArgumentException("An outlet needs a name.", nameof(name));

    public abstract Outlet CarbonCopy();

    public static Outlet<T> Create<T>(Outlet outlet) => outlet as Outlet<T> ?? new Outlet<T>(outlet.Name);

    public sealed override string ToString() => Name;

    /// <summary>The link that carries this port's elements inside one island.</summary>
    internal abstract Connection NewConnection();

    /// <summary>The pair of stages that carries this port's elements from one island to another.</summary>
    internal abstract Boundary NewBoundary(int bufferSize);
}

/// <summary>An output port that emits elements of <typeparamref name="T"/>.</summary>
public sealed class Outlet<T> : Outlet
{
    public Outlet(string name) : base(name)
    {
    }

    public override Outlet CarbonCopy() => new Outlet<T>(Name);

    internal override Connection NewConnection() => new Connection<T>();

    internal override Boundary NewBoundary(int bufferSize) => Boundary.Create<T>(Name, bufferSize);
}
