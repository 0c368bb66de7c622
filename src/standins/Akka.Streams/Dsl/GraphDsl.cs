namespace Akka.Streams.Dsl;

/// <summary>Puts graphs of any shape together, port by port.</summary>
/// <remarks>Every port of what is added must be connected or be part of the shape returned, else building throws.</remarks>
public static partial class GraphDsl
{
    public static IGraph<TShape, NotUsed> Create<TShape>(Func<Builder<NotUsed>, TShape> buildBlock) where TShape : Shape =>
        CreateMaterialized(buildBlock);

    public static IGraph<TShape, TMat> CreateMaterialized<TShape, TMat>(Func<Builder<TMat>, TShape> buildBlock) where TShape : Shape
    {
        var builder = new Builder<TMat>();
        return builder.Build(buildBlock(builder), _ => typeof(TMat) == typeof(NotUsed) ? NotUsed.Instance : default(TMat));
    }

    public static IGraph<TShapeOut, TMat> Create<TShapeOut, TMat, TShape1>(
        IGraph<TShape1, TMat> g1, Func<Builder<TMat>, TShape1, TShapeOut> buildBlock)
        where TShapeOut : Shape
        where TShape1 : Shape
    {
        var builder = new Builder<TMat>();
        return builder.Build(buildBlock(builder, builder.Add(g1)), values => values[0]);
    }

    public static IGraph<TShapeOut, TMatOut> Create<TShapeOut, TMatOut, TMat0, TMat1, TShape0, TShape1>(
        IGraph<TShape0, TMat0> g0,
        IGraph<TShape1, TMat1> g1,
        Func<TMat0, TMat1, TMatOut> combineMaterializers,
        Func<Builder<TMatOut>, TShape0, TShape1, TShapeOut> buildBlock)
        where TShapeOut : Shape
        where TShape0 : Shape
        where TShape1 : Shape
    {
        var builder = new Builder<TMatOut>();
        var shape = buildBlock(builder, builder.Add(g0), builder.Add(g1));
        return builder.Build(shape, values => combineMaterializers((TMat0)values[0]!, (TMat1)values[1]!));
    }

    public static IGraph<TShapeOut, TMatOut> Create<TShapeOut, TMatOut, TMat0, TMat1, TMat2, TShape0, TShape1, TShape2>(
        IGraph<TShape0, TMat0> g0,
        IGraph<TShape1, TMat1> g1,
        IGraph<TShape2, TMat2> g2,
        Func<TMat0, TMat1, TMat2, TMatOut> combineMaterializers,
        Func<Builder<TMatOut>, TShape0, TShape1, TShape2, TShapeOut> buildBlock)
        where TShapeOut : Shape
        where TShape0 : Shape
        where TShape1 : Shape
        where TShape2 : Shape
    {
        var builder = new Builder<TMatOut>();
        var shape = buildBlock(builder, builder.Add(g0), builder.Add(g1), builder.Add(g2));
        return builder.Build(shape, values => combineMaterializers((TMat0)values[0]!, (TMat1)values[1]!, (TMat2)values[2]!));
    }

    public static IGraph<TShapeOut, TMatOut> Create<TShapeOut, TMatOut, TMat0, TMat1, TMat2, TMat3, TShape0, TShape1, TShape2, TShape3>(
        IGraph<TShape0, TMat0> g0,
        IGraph<TShape1, TMat1> g1,
        IGraph<TShape2, TMat2> g2,
        IGraph<TShape3, TMat3> g3,
        Func<TMat0, TMat1, TMat2, TMat3, TMatOut> combineMaterializers,
        Func<Builder<TMatOut>, TShape0, TShape1, TShape2, TShape3, TShapeOut> buildBlock)
        where TShapeOut : Shape
        where TShape0 : Shape
        where TShape1 : Shape
        where TShape2 : Shape
        where TShape3 : Shape
    {
        var builder = new Builder<TMatOut>();
        var shape = buildBlock(builder, builder.Add(g0), builder.Add(g1), builder.Add(g2), builder.Add(g3));
        return builder.Build(
            shape, values => combineMaterializers((TMat0)values[0]!, (TMat1)values[1]!, (TMat2)values[2]!, (TMat3)values[3]!));
    }
}
