using static TorchSharp.torch;

namespace DeepAvFusion.Model.Heads;

/// <summary>Gives a model more labels. What it says of those that it knew stays as it was: the new ones weigh nothing in its heads until they are taught.</summary>
/// <remarks>
/// Heads are rows of labels, or take a number of other inputs first and then one block of labels or several. Either way a tensor that depends on labels is, along one side,
/// a fixed part and as many blocks as its growth tells.
/// </remarks>
internal static class LabelGrowth
{
    /// <param name="from">By key, of the model with fewer labels.</param>
    /// <param name="to">By key, of the one with more; overwritten.</param>
    /// <param name="before">Labels that there were.</param>
    /// <param name="after">Labels that there are now.</param>
    public static void Copy(IReadOnlyDictionary<string, Tensor> from, IReadOnlyDictionary<string, Tensor> to, int before, int after)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (key, grown) in to)
        {
            var known = from[key];
            if (known.shape.SequenceEqual(grown.shape)) grown.copy_(known);
            else Grow(known, grown.fill_(key.EndsWith("running_var", StringComparison.Ordinal) ? 1 : 0), before, after);
        }
    }

    private static void Grow(Tensor known, Tensor grown, int before, int after)
    {
        var side = Enumerable.Range(0, known.shape.Length).First(i => known.shape[i] != grown.shape[i]);
        var blocks = (grown.shape[side] - known.shape[side]) / (after - before);
        var fixedPart = known.shape[side] - (blocks * before);
        grown.narrow(side, 0, fixedPart).copy_(known.narrow(side, 0, fixedPart));
        for (var block = 0; block < blocks; block++)
            grown.narrow(side, fixedPart + (block * after), before).copy_(known.narrow(side, fixedPart + (block * before), before));
    }
}
