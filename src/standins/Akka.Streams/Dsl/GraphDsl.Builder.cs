using Akka.Streams.Dsl.Internal;
using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

public static partial class GraphDsl
{
    /// <summary>Collects the parts of one graph and the wires between them.</summary>
    public sealed class Builder<T>
    {
        private readonly List<Blueprint> _parts = [];
        private readonly List<(OutPort From, InPort To)> _wires = [];
        private readonly List<int> _valueSources = [];

        internal Builder()
        {
        }

        /// <summary>Emits the materialized value of the graph that is built; each use is a source of its own.</summary>
        public Outlet<T> MaterializedValue
        {
            get
            {
                _valueSources.Add(_parts.Count);
                return Add(new MaterializedValueSource<T>()).Outlet;
            }
        }

        /// <summary>Adds a graph under new ports.</summary>
        public TShape Add<TShape, TMat>(IGraph<TShape, TMat> graph) where TShape : Shape
        {
            var part = Blueprint.Of(graph).Copy();
            _parts.Add(part);
            return (TShape)part.Shape;
        }

        public ForwardOps<TOut, T> From<TOut>(Outlet<TOut> outlet) => new(this, outlet);

        public ForwardOps<TOut, T> From<TOut>(SourceShape<TOut> source) => new(this, source.Outlet);

        public ForwardOps<TOut, T> From<TOut>(IGraph<SourceShape<TOut>, T> source) => new(this, Add(source).Outlet);

        public ForwardOps<TOut, T> From<TIn, TOut>(FlowShape<TIn, TOut> flow) => new(this, flow.Outlet);

        public ForwardOps<TOut, T> From<TIn, TOut>(IGraph<FlowShape<TIn, TOut>, T> flow) => new(this, Add(flow).Outlet);

        public ForwardOps<TOut, T> From<TIn, TOut>(UniformFanInShape<TIn, TOut> fanIn) => new(this, fanIn.Out);

        public ForwardOps<TOut, T> From<TIn, TOut>(UniformFanOutShape<TIn, TOut> fanOut) => new(this, FreeOutlet(fanOut));

        public ReverseOps<TIn, T> To<TIn>(Inlet<TIn> inlet) => new(this, inlet);

        public ReverseOps<TIn, T> To<TIn>(SinkShape<TIn> sink) => new(this, sink.Inlet);

        public ReverseOps<TIn, T> To<TIn, TMat>(IGraph<SinkShape<TIn>, TMat> sink) => new(this, Add(sink).Inlet);

        public ReverseOps<TIn, T> To<TIn, TOut, TMat>(IGraph<FlowShape<TIn, TOut>, TMat> flow) => new(this, Add(flow).Inlet);

        public ReverseOps<TIn, T> To<TIn, TOut>(FlowShape<TIn, TOut> flow) => new(this, flow.Inlet);

        public ReverseOps<TIn, T> To<TIn, TOut>(UniformFanOutShape<TIn, TOut> fanOut) => new(this, fanOut.In);

        public ReverseOps<TIn, T> To<TIn, TOut>(UniformFanInShape<TIn, TOut> fanOut) => new(this, FreeInlet(fanOut));

        internal void Connect(OutPort from, InPort to)
        {
            if (_wires.Exists(w => w.From == from))
                throw new ArgumentException($"[{from}] is already connected.");
            if (_wires.Exists(w => w.To == to))
                throw new ArgumentException($"[{to}] is already connected.");
            _wires.Add((from, to));
        }

        internal Outlet<TOut> FreeOutlet<TIn, TOut>(UniformFanOutShape<TIn, TOut> junction) =>
            junction.Outs.FirstOrDefault(o => !_wires.Exists(w => w.From == o))
            ?? throw new ArgumentException("No more outlets on junction.");

        internal Inlet<TIn> FreeInlet<TIn, TOut>(UniformFanInShape<TIn, TOut> junction) =>
            junction.Ins.FirstOrDefault(i => !_wires.Exists(w => w.To == i))
            ?? throw new ArgumentException("No more inlets on junction.");

        internal IGraph<TShape, T> Build<TShape>(TShape shape, Func<object?[], object?> combine) where TShape : Shape
        {
            var from = _wires.Select(w => w.From).ToHashSet();
            var to = _wires.Select(w => w.To).ToHashSet();
            var outlets = _parts.SelectMany(p => p.Shape.Outlets).Where(o => !from.Contains(o)).ToArray();
            var inlets = _parts.SelectMany(p => p.Shape.Inlets).Where(i => !to.Contains(i)).ToArray();
            if (!outlets.ToHashSet().SetEquals(shape.Outlets) || !inlets.ToHashSet().SetEquals(shape.Inlets))
                throw new InvalidOperationException(
                    $"The shape's inlets [{string.Join(", ", shape.Inlets)}] and outlets [{string.Join(", ", shape.Outlets)}] must be"
                    + $" the graph's open inlets [{string.Join<Inlet>(", ", inlets)}] and outlets [{string.Join<Outlet>(", ", outlets)}].");
            return new GraphImpl<TShape, T>(shape, new CompositeBlueprint(shape, [.. _parts], [.. _wires], combine, [.. _valueSources]));
        }
    }

    /// <summary>An outlet to go on from.</summary>
    public sealed class ForwardOps<TOut, TMat>
    {
        public ForwardOps(Builder<TMat> builder, Outlet<TOut> outlet)
        {
            Builder = builder;
            Out = outlet;
        }

        public Outlet<TOut> Out { get; }

        internal Builder<TMat> Builder { get; }
    }

    /// <summary>An inlet to go back from.</summary>
    public sealed class ReverseOps<TIn, TMat>
    {
        public ReverseOps(Builder<TMat> builder, Inlet<TIn> inlet)
        {
            Builder = builder;
            In = inlet;
        }

        public Inlet<TIn> In { get; }

        internal Builder<TMat> Builder { get; }
    }
}
