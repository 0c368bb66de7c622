using DeepAvFusion.Core;
using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Checkpoints.Inspection;
using DeepAvFusion.Model.Joint;
using DeepAvFusion.Training.Checkpointing;
using DeepAvFusion.Training.Data.Indexing;

namespace DeepAvFusion.Training.Settings;

/// <summary>What a checkpoint says of its head's outputs, and which of them a data set's classes are.</summary>
/// <param name="File">Its name, for messages.</param>
/// <param name="Names">By output; none where it carries none, as the original's heads do not.</param>
/// <param name="Outputs">Outputs of its recognition head; 0 where it has none.</param>
internal sealed record HeadLabels(string File, IReadOnlyList<string> Names, int Outputs)
{
    /// <exception cref="UserErrorException">The file is no checkpoint, or what it says of itself is damaged.</exception>
    public static HeadLabels Of(string path)
    {
        using var file = CheckpointFile.Open(path);
        try
        {
            var names = TaskMetadata.Of(file.Metadata)?.Labels ?? JointMetadata.Of(file.Metadata)?.Labels ?? [];
            return new HeadLabels(Path.GetFileName(path), names, names.Count > 0 ? names.Count : CheckpointArchitecture.Detect(file.Tensors().ToDictionary(tensor => tensor.Key, tensor => tensor.Value.Shape))?.Classes ?? 0);
        }
        catch (FormatException trouble)
        {
            throw new UserErrorException($"The checkpoint '{path}' cannot be used: {trouble.Message}.", trouble);
        }
    }

    /// <summary>The output of each class: by name, or by place where the head carries no names.</summary>
    /// <exception cref="UserErrorException">A class has no output, or nobody can tell which.</exception>
    public IReadOnlyList<int> Places(DataPlan data, IReadOnlyList<string> classes)
    {
        var inOrder = Enumerable.Range(0, classes.Count).ToArray();
        if (Names.Count == 0)
            return IsInOrder(data, classes.Count) ? inOrder : throw new UserErrorException(
                $"'{File}' has {Outputs} outputs without names and {data.Dataset} {classes.Count} classes. Outputs without names are taken in the order of the classes, so there must be as many (or, of vggsound, "
                + $"{VggSoundIndex.PublishedClasses - 1} for the {VggSoundIndex.PublishedClasses} of the original): give the whole list of classes, or data.class_numbers=folders for the folders that the head was trained on.");
        if (classes.SequenceEqual(Names)) return inOrder;
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (place, name) in Names.Index())
            if (!places.TryAdd(name, place)) throw new UserErrorException($"'{File}' calls two outputs '{name}', so that classes cannot be told by name.");
        if (classes.Where(name => !places.ContainsKey(name)).ToArray() is { Length: > 0 } unknown)
            throw new UserErrorException($"'{File}' knows {ClassNames.Listed(Names)}, and {data.Dataset} has {ClassNames.Listed(unknown)} beside them: judge it on data whose classes it knows.");
        return [.. classes.Select(name => places[name])];
    }

    private bool IsInOrder(DataPlan data, int classes) => Outputs == classes
        || (data.Dataset == DataPlan.VggSound && Outputs == VggSoundIndex.PublishedClasses && classes < Outputs && (classes == Outputs - 1 || data.ClassNumbers == ClassNumbers.Folders));
}
