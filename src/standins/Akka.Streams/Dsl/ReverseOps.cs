namespace Akka.Streams.Dsl;

/// <summary>Draws a graph from its sinks to its sources.</summary>
public static class ReverseOps
{
    public static GraphDsl.Builder<TMat> From<TIn, TOut, TMat>(this GraphDsl.ReverseOps<TIn, TMat> ops, Outlet<TOut> outlet)
        where TIn : TOut => Connect(ops, outlet);

    public static GraphDsl.Builder<TMat> From<TIn, TOut, TMat>(this GraphDsl.ReverseOps<TIn, TMat> ops, SourceShape<TOut> source)
        where TIn : TOut => Connect(ops, source.Outlet);

    public static GraphDsl.Builder<TMat> From<TIn, TOut, TMat>(
        this GraphDsl.ReverseOps<TIn, TMat> ops, IGraph<SourceShape<TOut>, TMat> source)
        where TIn : TOut => Connect(ops, ops.Builder.Add(source).Outlet);

    public static GraphDsl.Builder<TMat> From<TIn, TOut, TMat>(this GraphDsl.ReverseOps<TIn, TMat> ops, FlowShape<TIn, TOut> flow)
        where TIn : TOut => Connect(ops, flow.Outlet);

    public static GraphDsl.Builder<TMat> From<TIn, TOut, TMat>(this GraphDsl.ReverseOps<TIn, TMat> ops, UniformFanInShape<TIn, TOut> junction)
        where TIn : TOut => Connect(ops, junction.Out);

    public static GraphDsl.Builder<TMat> From<TIn, TOut1, TOut2, TMat>(
        this GraphDsl.ReverseOps<TIn, TMat> ops, UniformFanOutShape<TOut1, TOut2> junction)
        where TIn : TOut2 => Connect(ops, ops.Builder.FreeOutlet(junction));

    public static GraphDsl.ReverseOps<TOut1, TMat> Via<TIn, TOut1, TOut2, TMat>(
        this GraphDsl.ReverseOps<TIn, TMat> ops, FlowShape<TOut1, TOut2> flow)
        where TIn : TOut2
    {
        Connect(ops, flow.Outlet);
        return new GraphDsl.ReverseOps<TOut1, TMat>(ops.Builder, flow.Inlet);
    }

    public static GraphDsl.ReverseOps<TOut1, TMat> Via<TIn, TOut1, TOut2, TMat>(
        this GraphDsl.ReverseOps<TIn, TMat> ops, IGraph<FlowShape<TOut1, TOut2>, TMat> flow)
        where TIn : TOut2 => ops.Via(ops.Builder.Add(flow));

    private static GraphDsl.Builder<TMat> Connect<TIn, TMat>(GraphDsl.ReverseOps<TIn, TMat> ops, OutPort outlet)
    {
        ops.Builder.Connect(outlet, ops.In);
        return ops.Builder;
    }
}
