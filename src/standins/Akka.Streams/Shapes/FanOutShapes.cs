namespace Akka.Streams;

/// <summary>One inlet and two typed outlets.</summary>
public class FanOutShape<TIn, T0, T1> : FanOutShape<TIn>
{
    public readonly Outlet<T0> Out0;
    public readonly Outlet<T1> Out1;

    public FanOutShape(IInit init) : base(init)
    {
        Out0 = NewOutlet<T0>("out0");
        Out1 = NewOutlet<T1>("out1");
    }

    public FanOutShape(string name) : this(new InitName(name))
    {
    }

    public FanOutShape(Inlet<TIn> inlet, Outlet<T0> out0, Outlet<T1> out1) : this(new InitPorts(inlet, [out0, out1]))
    {
    }

    protected override FanOutShape<TIn> Construct(IInit init) => new FanOutShape<TIn, T0, T1>(init);
}

/// <summary>One inlet and three typed outlets.</summary>
public class FanOutShape<TIn, T0, T1, T2> : FanOutShape<TIn>
{
    public readonly Outlet<T0> Out0;
    public readonly Outlet<T1> Out1;
    public readonly Outlet<T2> Out2;

    public FanOutShape(IInit init) : base(init)
    {
        Out0 = NewOutlet<T0>("out0");
        Out1 = NewOutlet<T1>("out1");
        Out2 = NewOutlet<T2>("out2");
    }

    public FanOutShape(string name) : this(new InitName(name))
    {
    }

    public FanOutShape(Inlet<TIn> inlet, Outlet<T0> out0, Outlet<T1> out1, Outlet<T2> out2)
        : this(new InitPorts(inlet, [out0, out1, out2]))
    {
    }

    protected override FanOutShape<TIn> Construct(IInit init) => new FanOutShape<TIn, T0, T1, T2>(init);
}
