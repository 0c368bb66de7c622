namespace Akka.Streams.Implementation;

/// <summary>Parts and the wires between them.</summary>
/// <remarks>The values of all parts, in order, give the value of the whole.</remarks>
internal sealed class CompositeBlueprint(
    Shape shape,
    Blueprint[] parts,
    (OutPort From, InPort To)[] wires,
    Func<object?[], object?> combine,
    int[]? valueSources = null) : Blueprint(shape, Attributes.None)
{
    public override object? Assemble(GraphAssembly assembly, Attributes inherited)
    {
        var values = new object?[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            values[i] = parts[i].Assemble(assembly, inherited);
        foreach (var (from, to) in wires)
            assembly.Wire(from, to);

        var value = combine(values);
        foreach (var source in valueSources ?? [])
            ((Action<object?>)values[source]!)(value);
        return value;
    }
}
