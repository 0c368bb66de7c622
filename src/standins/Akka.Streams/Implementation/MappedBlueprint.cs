namespace Akka.Streams.Implementation;

/// <summary>A part whose materialized value passes through a function.</summary>
internal sealed class MappedBlueprint(Blueprint inner, Func<object?, object?> map) : Blueprint(inner.Shape, Attributes.None)
{
    public override object? Assemble(GraphAssembly assembly, Attributes inherited) => map(inner.Assemble(assembly, inherited));
}
