namespace Akka.Streams.Implementation;

/// <summary>A part under ports of its own.</summary>
internal sealed class CopyBlueprint(Blueprint inner) : Blueprint(inner.Shape.DeepCopy(), Attributes.None)
{
    public override object? Assemble(GraphAssembly assembly, Attributes inherited)
    {
        var outer = assembly.EnterScope();
        var value = inner.Assemble(assembly, inherited);
        assembly.LeaveScope(outer, inner.Shape, Shape);
        return value;
    }
}
