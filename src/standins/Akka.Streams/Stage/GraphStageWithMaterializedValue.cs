using Akka.Streams.Dsl.Internal;
using Akka.Streams.Implementation;

namespace Akka.Streams.Stage;

/// <summary>A stage that gives a value each time it is run.</summary>
public interface IGraphStageWithMaterializedValue<out TShape, out TMaterialized> : IGraph<TShape, TMaterialized> where TShape : Shape
{
    ILogicAndMaterializedValue<TMaterialized> CreateLogicAndMaterializedValue(Attributes attributes);
}

/// <summary>The reusable, immutable part of a stage: its ports and how its logic is made.</summary>
public abstract class GraphStageWithMaterializedValue<TShape, TMaterialized> : IGraphStageWithMaterializedValue<TShape, TMaterialized>
    where TShape : Shape
{
    private readonly Lazy<IModule> _module;

    protected GraphStageWithMaterializedValue() => _module =
        new Lazy<IModule>(() => new StageBlueprint<TShape, TMaterialized>(this, Shape, InitialAttributes));

    protected virtual Attributes InitialAttributes => Attributes.None;

    public abstract TShape Shape { get; }

    public IModule Module => _module.Value;

    public abstract ILogicAndMaterializedValue<TMaterialized> CreateLogicAndMaterializedValue(Attributes inheritedAttributes);

    /// <summary>As above, for stages that need the materializer at once.</summary>
    internal virtual ILogicAndMaterializedValue<TMaterialized> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes, ActorMaterializer materializer) => CreateLogicAndMaterializedValue(inheritedAttributes);

    public IGraph<TShape, TMaterialized> WithAttributes(Attributes attributes) =>
        new GraphImpl<TShape, TMaterialized>(Shape, Blueprint.Of(this).WithAttributes(attributes));

    public IGraph<TShape, TMaterialized> AddAttributes(Attributes attributes) => WithAttributes(Module.Attributes.And(attributes));

    public IGraph<TShape, TMaterialized> Named(string name) => AddAttributes(Attributes.CreateName(name));

    public IGraph<TShape, TMaterialized> Async() => AddAttributes(Attributes.CreateAsyncBoundary());
}
