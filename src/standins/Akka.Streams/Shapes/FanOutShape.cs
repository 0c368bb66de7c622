using System.Collections.Immutable;

namespace Akka.Streams;

/// <summary>One inlet and several outlets.</summary>
public abstract class FanOutShape<TIn> : Shape
{
    private readonly IEnumerator<Outlet> _registered;
    private readonly string _name;
    private ImmutableArray<Outlet> _outlets = ImmutableArray<Outlet>.Empty;

    protected FanOutShape(Inlet<TIn> inlet, IEnumerable<Outlet> registered, string name)
    {
        In = inlet;
        _name = name;
        _registered = registered.GetEnumerator();
    }

    protected FanOutShape(IInit init) : this(init.Inlet, init.Outlets, init.Name)
    {
    }

    public Inlet<TIn> In { get; }

    public override ImmutableArray<Inlet> Inlets => [In];

    public override ImmutableArray<Outlet> Outlets => _outlets;

    protected abstract FanOutShape<TIn> Construct(IInit init);

    /// <summary>The next outlet: one of those the shape was made from, or a new one.</summary>
    protected Outlet<T> NewOutlet<T>(string name)
    {
        var outlet = _registered.MoveNext() ? Outlet.Create<T>(_registered.Current) : new Outlet<T>($"{_name}.{name}");
        _outlets = _outlets.Add(outlet);
        return outlet;
    }

    public override Shape DeepCopy() =>
        Construct(new InitPorts((Inlet<TIn>)In.CarbonCopy(), [.. _outlets.Select(o => o.CarbonCopy())]));

    public sealed override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        RequirePorts(inlets, outlets);
        return Construct(new InitPorts((Inlet<TIn>)inlets[0], outlets));
    }

    /// <summary>What a fan-out shape is made from.</summary>
    public interface IInit
    {
        Inlet<TIn> Inlet { get; }

        IEnumerable<Outlet> Outlets { get; }

        string Name { get; }
    }

    /// <summary>New ports, named after the shape.</summary>
    public sealed class InitName : IInit
    {
        public InitName(string name)
        {
            Name = name;
            Inlet = new Inlet<TIn>($"{name}.in");
        }

        public Inlet<TIn> Inlet { get; }

        public IEnumerable<Outlet> Outlets => [];

        public string Name { get; }
    }

    /// <summary>Ports that exist.</summary>
    public sealed class InitPorts : IInit
    {
        public InitPorts(Inlet<TIn> inlet, IEnumerable<Outlet> outlets)
        {
            Inlet = inlet;
            Outlets = outlets;
        }

        public Inlet<TIn> Inlet { get; }

        public IEnumerable<Outlet> Outlets { get; }

        public string Name => "FanOut";
    }
}
