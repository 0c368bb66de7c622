using System.Collections.Immutable;

namespace Akka.Streams;

/// <summary>Several inlets and one outlet.</summary>
public abstract class FanInShape<TOut> : Shape
{
    private readonly IEnumerator<Inlet> _registered;
    private readonly string _name;
    private ImmutableArray<Inlet> _inlets = ImmutableArray<Inlet>.Empty;

    protected FanInShape(Outlet<TOut> outlet, IEnumerable<Inlet> registered, string name)
    {
        Out = outlet;
        _name = name;
        _registered = registered.GetEnumerator();
    }

    protected FanInShape(IInit init) : this(init.Outlet, init.Inlets, init.Name)
    {
    }

    public Outlet<TOut> Out { get; }

    public override ImmutableArray<Inlet> Inlets => _inlets;

    public override ImmutableArray<Outlet> Outlets => [Out];

    protected abstract FanInShape<TOut> Construct(IInit init);

    /// <summary>The next inlet: one of those the shape was made from, or a new one.</summary>
    protected Inlet<T> NewInlet<T>(string name)
    {
        var inlet = _registered.MoveNext() ? Inlet.Create<T>(_registered.Current) : new Inlet<T>($"{_name}.{name}");
        _inlets = _inlets.Add(inlet);
        return inlet;
    }

    public override Shape DeepCopy() =>
        Construct(new InitPorts((Outlet<TOut>)Out.CarbonCopy(), [.. _inlets.Select(i => i.CarbonCopy())]));

    public sealed override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        RequirePorts(inlets, outlets);
        return Construct(new InitPorts((Outlet<TOut>)outlets[0], inlets));
    }

    /// <summary>What a fan-in shape is made from.</summary>
    public interface IInit
    {
        Outlet<TOut> Outlet { get; }

        IEnumerable<Inlet> Inlets { get; }

        string Name { get; }
    }

    /// <summary>New ports, named after the shape.</summary>
    public sealed class InitName : IInit
    {
        public InitName(string name)
        {
            Name = name;
            Outlet = new Outlet<TOut>($"{name}.out");
        }

        public Outlet<TOut> Outlet { get; }

        public IEnumerable<Inlet> Inlets => [];

        public string Name { get; }
    }

    /// <summary>Ports that exist.</summary>
    public sealed class InitPorts : IInit
    {
        public InitPorts(Outlet<TOut> outlet, IEnumerable<Inlet> inlets)
        {
            Outlet = outlet;
            Inlets = inlets;
        }

        public Outlet<TOut> Outlet { get; }

        public IEnumerable<Inlet> Inlets { get; }

        public string Name => "FanIn";
    }
}
