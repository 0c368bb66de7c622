using Akka.Pattern;
using Akka.Streams.Implementation.Fusing;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>Collects the stages of one run of a graph, sorts them into islands and connects them.</summary>
internal sealed class GraphAssembly(ActorMaterializer materializer)
{
    private readonly List<Island> _islands = [];
    private readonly List<((GraphStageLogic Logic, Outlet Port) From, (GraphStageLogic Logic, Inlet Port) To)> _wires = [];
    private Scope _scope = new();
    private int _island = -1;

    public ActorMaterializer Materializer => materializer;

    public int EnterIsland(Attributes attributes)
    {
        var outer = _island;
        _islands.Add(new Island(attributes));
        _island = _islands.Count - 1;
        return outer;
    }

    public void LeaveIsland(int outer) => _island = outer;

    public Scope EnterScope()
    {
        var outer = _scope;
        _scope = new Scope();
        return outer;
    }

    /// <summary>Goes back to the outer scope, where the inner ports are known under other names.</summary>
    public void LeaveScope(Scope outer, Shape inner, Shape shape)
    {
        for (var i = 0; i < shape.Inlets.Length; i++)
            outer.Inlets[shape.Inlets[i]] = _scope.Inlets[inner.Inlets[i]];
        for (var i = 0; i < shape.Outlets.Length; i++)
            outer.Outlets[shape.Outlets[i]] = _scope.Outlets[inner.Outlets[i]];
        _scope = outer;
    }

    public void Add(GraphStageLogic logic, Shape shape, Attributes attributes, object stage)
    {
        if (logic.InCount != shape.Inlets.Length || logic.OutCount != shape.Outlets.Length)
            throw new IllegalStateException(
                $"The logic of stage [{stage}] has {logic.InCount} inlets and {logic.OutCount} outlets, its shape {shape}.");
        logic.Prepare(materializer, attributes, stage, _island);
        foreach (var inlet in shape.Inlets)
            _scope.Inlets[inlet] = (logic, inlet);
        foreach (var outlet in shape.Outlets)
            _scope.Outlets[outlet] = (logic, outlet);
        _islands[_island].Logics.Add(logic);
    }

    public void Wire(OutPort from, InPort to) => _wires.Add((_scope.Outlets[from], _scope.Inlets[to]));

    /// <summary>Connects everything.</summary>
    /// <returns>The islands, ready to be started.</returns>
    public List<Island> Connect(int defaultBufferSize)
    {
        foreach (var (from, to) in _wires)
        {
            if (from.Logic.IslandIndex == to.Logic.IslandIndex)
            {
                Link(from.Port.NewConnection(), from.Logic, from.Port, to.Logic, to.Port);
                continue;
            }

            var size = to.Logic.Attributes.GetAttribute<Attributes.InputBuffer>()?.Max ?? defaultBufferSize;
            var boundary = from.Port.NewBoundary(size);
            Place(boundary.Output, from.Logic);
            Place(boundary.Input, to.Logic);
            Link(from.Port.NewConnection(), from.Logic, from.Port, boundary.Output, boundary.OutputPort);
            Link(from.Port.NewConnection(), boundary.Input, boundary.InputPort, to.Logic, to.Port);
        }

        foreach (var island in _islands)
            foreach (var logic in island.Logics)
                logic.RequireWired();
        _islands.RemoveAll(island => island.Logics.Count == 0);
        return _islands;
    }

    private void Place(GraphStageLogic boundary, GraphStageLogic neighbour)
    {
        boundary.Prepare(materializer, neighbour.Attributes, "async-boundary", neighbour.IslandIndex);
        _islands[neighbour.IslandIndex].Logics.Add(boundary);
    }

    private void Link(Connection connection, GraphStageLogic from, Outlet outlet, GraphStageLogic to, Inlet inlet)
    {
        from.Attach(outlet, connection);
        to.Attach(inlet, connection);
        connection.OutOwner = from;
        connection.InOwner = to;
        _islands[from.IslandIndex].Connections++;
    }

    /// <summary>Who owns which port, among parts that were put together.</summary>
    internal sealed class Scope
    {
        public Dictionary<InPort, (GraphStageLogic, Inlet)> Inlets { get; } = [];

        public Dictionary<OutPort, (GraphStageLogic, Outlet)> Outlets { get; } = [];
    }

    /// <summary>Stages that run together in one actor.</summary>
    internal sealed class Island(Attributes attributes)
    {
        public Attributes Attributes { get; } = attributes;

        public List<GraphStageLogic> Logics { get; } = [];

        public int Connections { get; set; }
    }
}
