using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>A named stage with one outlet and a materialized value.</summary>
internal abstract class SourceStage<T, TMat> : GraphStageWithMaterializedValue<SourceShape<T>, TMat>
{
    private readonly string _name;

    protected SourceStage(string name)
    {
        _name = name;
        Out = new Outlet<T>($"{name}.out");
        Shape = new SourceShape<T>(Out);
    }

    public Outlet<T> Out { get; }

    public override SourceShape<T> Shape { get; }

    protected override Attributes InitialAttributes => Attributes.CreateName(_name);

    public override string ToString() => _name;
}

/// <summary>A named stage with one outlet.</summary>
internal abstract class SourceStage<T>(string name) : SourceStage<T, NotUsed>(name)
{
    public sealed override ILogicAndMaterializedValue<NotUsed> CreateLogicAndMaterializedValue(Attributes inheritedAttributes) =>
        new LogicAndMaterializedValue<NotUsed>(CreateLogic(inheritedAttributes), NotUsed.Instance);

    protected abstract GraphStageLogic CreateLogic(Attributes attributes);
}

/// <summary>The logic of a stage with one outlet.</summary>
internal abstract class SourceLogic<T> : OutGraphStageLogic
{
    protected SourceLogic(SourceShape<T> shape) : base(shape)
    {
        Out = shape.Outlet;
        SetHandler(Out, (IOutHandler)this);
    }

    protected Outlet<T> Out { get; }
}
