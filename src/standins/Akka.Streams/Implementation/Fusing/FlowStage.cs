using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>A named stage with one inlet and one outlet.</summary>
internal abstract class FlowStage<TIn, TOut> : GraphStage<FlowShape<TIn, TOut>>
{
    private readonly string _name;

    protected FlowStage(string name)
    {
        _name = name;
        In = new Inlet<TIn>($"{name}.in");
        Out = new Outlet<TOut>($"{name}.out");
        Shape = new FlowShape<TIn, TOut>(In, Out);
    }

    public Inlet<TIn> In { get; }

    public Outlet<TOut> Out { get; }

    public override FlowShape<TIn, TOut> Shape { get; }

    protected override Attributes InitialAttributes => Attributes.CreateName(_name);

    public override string ToString() => _name;
}
