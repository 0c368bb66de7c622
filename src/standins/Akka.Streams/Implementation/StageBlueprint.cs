using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>One stage.</summary>
internal sealed class StageBlueprint<TShape, TMat> : Blueprint where TShape : Shape
{
    private readonly GraphStageWithMaterializedValue<TShape, TMat> _stage;

    public StageBlueprint(GraphStageWithMaterializedValue<TShape, TMat> stage, TShape shape, Attributes attributes)
        : base(shape, attributes)
    {
        _stage = stage;
        for (var i = 0; i < shape.Inlets.Length; i++)
            shape.Inlets[i].Id = i;
        for (var i = 0; i < shape.Outlets.Length; i++)
            shape.Outlets[i].Id = i;
    }

    public override Blueprint WithAttributes(Attributes attributes) =>
        new StageBlueprint<TShape, TMat>(_stage, (TShape)Shape, attributes);

    public override object? Assemble(GraphAssembly assembly, Attributes inherited)
    {
        var effective = inherited.And(Attributes);
        var made = _stage.CreateLogicAndMaterializedValue(effective, assembly.Materializer);
        if (!Attributes.Has<Attributes.AsyncBoundary>())
            assembly.Add(made.Logic, Shape, effective, _stage);
        else
        {
            var outer = assembly.EnterIsland(effective);
            assembly.Add(made.Logic, Shape, effective, _stage);
            assembly.LeaveIsland(outer);
        }

        return made.MaterializedValue;
    }
}
