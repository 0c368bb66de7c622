using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>Makes junctions that combine one element of each input.</summary>
public sealed class ZipWith
{
    public static readonly ZipWith Instance = new();

    private ZipWith()
    {
    }

    public static ZipWith<TIn0, TIn1, TOut> Apply<TIn0, TIn1, TOut>(Func<TIn0, TIn1, TOut> zipper) => new(zipper);

    public static ZipWith<TIn0, TIn1, TIn2, TOut> Apply<TIn0, TIn1, TIn2, TOut>(Func<TIn0, TIn1, TIn2, TOut> zipper) => new(zipper);
}

/// <summary>Combines one element of each of two inputs.</summary>
public class ZipWith<TIn0, TIn1, TOut> : GraphStage<FanInShape<TIn0, TIn1, TOut>>
{
    public ZipWith(Func<TIn0, TIn1, TOut> zipper)
    {
        Zipper = zipper;
        Shape = new FanInShape<TIn0, TIn1, TOut>("ZipWith");
    }

    public Func<TIn0, TIn1, TOut> Zipper { get; }

    public Inlet<TIn0> In0 => Shape.In0;

    public Inlet<TIn1> In1 => Shape.In1;

    public Outlet<TOut> Out => Shape.Out;

    public sealed override FanInShape<TIn0, TIn1, TOut> Shape { get; }

    protected sealed override Attributes InitialAttributes => Attributes.CreateName("ZipWith");

    protected sealed override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : ZipLogic<TOut>
    {
        private readonly ZipWith<TIn0, TIn1, TOut> _stage;

        public Logic(ZipWith<TIn0, TIn1, TOut> stage) : base(stage.Shape)
        {
            _stage = stage;
            Take(stage.In0);
            Take(stage.In1);
        }

        public override void PreStart() => PullAll();

        protected override TOut Combine() => _stage.Zipper(Grab(_stage.In0), Grab(_stage.In1));

        protected override void PullAll()
        {
            Pull(_stage.In0);
            Pull(_stage.In1);
        }
    }
}

/// <summary>Combines one element of each of three inputs.</summary>
public class ZipWith<TIn0, TIn1, TIn2, TOut> : GraphStage<FanInShape<TIn0, TIn1, TIn2, TOut>>
{
    public ZipWith(Func<TIn0, TIn1, TIn2, TOut> zipper)
    {
        Zipper = zipper;
        Shape = new FanInShape<TIn0, TIn1, TIn2, TOut>("ZipWith");
    }

    public Func<TIn0, TIn1, TIn2, TOut> Zipper { get; }

    public Inlet<TIn0> In0 => Shape.In0;

    public Inlet<TIn1> In1 => Shape.In1;

    public Inlet<TIn2> In2 => Shape.In2;

    public Outlet<TOut> Out => Shape.Out;

    public sealed override FanInShape<TIn0, TIn1, TIn2, TOut> Shape { get; }

    protected sealed override Attributes InitialAttributes => Attributes.CreateName("ZipWith");

    protected sealed override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : ZipLogic<TOut>
    {
        private readonly ZipWith<TIn0, TIn1, TIn2, TOut> _stage;

        public Logic(ZipWith<TIn0, TIn1, TIn2, TOut> stage) : base(stage.Shape)
        {
            _stage = stage;
            Take(stage.In0);
            Take(stage.In1);
            Take(stage.In2);
        }

        public override void PreStart() => PullAll();

        protected override TOut Combine() => _stage.Zipper(Grab(_stage.In0), Grab(_stage.In1), Grab(_stage.In2));

        protected override void PullAll()
        {
            Pull(_stage.In0);
            Pull(_stage.In1);
            Pull(_stage.In2);
        }
    }
}
