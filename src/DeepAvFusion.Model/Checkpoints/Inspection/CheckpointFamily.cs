namespace DeepAvFusion.Model.Checkpoints.Inspection;

/// <summary>The tensors of one part of a network.</summary>
/// <param name="Name">Their common first words, such as "encoder.image.blocks".</param>
/// <param name="Tensors">How many there are.</param>
/// <param name="Elements">Numbers in all of them.</param>
public sealed record CheckpointFamily(string Name, int Tensors, long Elements)
{
    /// <summary>Groups tensors by the words before the first number of their keys, in order of appearance.</summary>
    internal static IReadOnlyList<CheckpointFamily> Group(IEnumerable<CheckpointTensor> tensors) =>
    [
        .. tensors.GroupBy(tensor => NameOf(tensor.Name))
            .Select(group => new CheckpointFamily(group.Key, group.Count(), group.Sum(tensor => tensor.ElementCount))),
    ];

    private static string NameOf(string key)
    {
        var words = key.Split('.');
        var fixedWords = words.TakeWhile(word => !word.All(char.IsAsciiDigit)).ToList();
        return string.Join('.', fixedWords.Take(Math.Max(1, Math.Min(3, fixedWords.Count == words.Length ? words.Length - 1 : fixedWords.Count))));
    }
}
