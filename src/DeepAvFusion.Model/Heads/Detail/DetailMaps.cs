using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Heads.Detail;

/// <summary>What a detailed head sees in a network input. Owns its tensors, which belong to no dispose scope.</summary>
/// <param name="Fine">[B, w, H/2, W/2], then half as large each.</param>
/// <param name="Bottom">[B, bottom, H/16, W/16]</param>
/// <param name="Names">[B, patches, labels] logits: what lies in each patch</param>
internal sealed record DetailMaps(IReadOnlyList<Tensor> Fine, Tensor Bottom, Tensor Names) : IDisposable
{
    /// <summary>Maps that were made in <paramref name="scope"/>, kept beyond it.</summary>
    public static DetailMaps Kept(DisposeScope scope, IReadOnlyList<Tensor> fine, Tensor bottom, Tensor names)
    {
        scope.Detach([.. fine, bottom, names]);
        return new DetailMaps(fine, bottom, names);
    }

    /// <summary>Some samples of them, by what <paramref name="part"/> makes of each tensor.</summary>
    public DetailMaps Part(Func<Tensor, Tensor> part)
    {
        using var scope = NewDisposeScope();
        return Kept(scope, [.. Fine.Select(part)], part(Bottom), part(Names));
    }

    /// <summary>[R], which sample's fine maps each of the others has; null where each has its own.</summary>
    public Tensor? Rows { get; private init; }

    /// <summary>Those of parts of pictures, which have the fine maps in common.</summary>
    public DetailMaps Of(PicturePools parts)
    {
        using var scope = NewDisposeScope();
        return Kept(scope, [.. Fine.Select(map => map.alias())], parts.Rows(Bottom), parts.Rows(Names)) with { Rows = parts.Pictures };
    }

    public void Dispose()
    {
        foreach (var tensor in Fine) tensor.Dispose();
        Bottom.Dispose();
        Names.Dispose();
    }
}
