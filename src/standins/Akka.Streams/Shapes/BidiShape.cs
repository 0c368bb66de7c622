using System.Collections.Immutable;

namespace Akka.Streams;

/// <summary>Two flows in opposite directions.</summary>
public static class BidiShape
{
    public static BidiShape<TIn1, TOut1, TIn2, TOut2> FromFlows<TIn1, TOut1, TIn2, TOut2>(
        FlowShape<TIn1, TOut1> top, FlowShape<TIn2, TOut2> bottom) => new(top, bottom);
}

/// <summary>Two flows in opposite directions: 1 goes out, 2 comes back.</summary>
public sealed class BidiShape<TIn1, TOut1, TIn2, TOut2> : Shape
{
    public readonly Inlet<TIn1> Inlet1;
    public readonly Outlet<TOut1> Outlet1;
    public readonly Inlet<TIn2> Inlet2;
    public readonly Outlet<TOut2> Outlet2;

    public BidiShape(Inlet<TIn1> in1, Outlet<TOut1> out1, Inlet<TIn2> in2, Outlet<TOut2> out2)
    {
        Inlet1 = in1 ?? throw new ArgumentNullException(nameof(in1));
        Outlet1 = out1 ?? throw new ArgumentNullException(nameof(out1));
        Inlet2 = in2 ?? throw new ArgumentNullException(nameof(in2));
        Outlet2 = out2 ?? throw new ArgumentNullException(nameof(out2));
    }

    public BidiShape(FlowShape<TIn1, TOut1> top, FlowShape<TIn2, TOut2> bottom)
        : this(top.Inlet, top.Outlet, bottom.Inlet, bottom.Outlet)
    {
    }

    public override ImmutableArray<Inlet> Inlets => [Inlet1, Inlet2];

    public override ImmutableArray<Outlet> Outlets => [Outlet1, Outlet2];

    public Shape Reversed() => new BidiShape<TIn2, TOut2, TIn1, TOut1>(Inlet2, Outlet2, Inlet1, Outlet1);

    public override Shape DeepCopy() => CopyFromPorts(
        [.. Inlets.Select(i => i.CarbonCopy())], [.. Outlets.Select(o => o.CarbonCopy())]);

    public override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets)
    {
        RequirePorts(inlets, outlets);
        return new BidiShape<TIn1, TOut1, TIn2, TOut2>(
            (Inlet<TIn1>)inlets[0], (Outlet<TOut1>)outlets[0], (Inlet<TIn2>)inlets[1], (Outlet<TOut2>)outlets[1]);
    }
}
