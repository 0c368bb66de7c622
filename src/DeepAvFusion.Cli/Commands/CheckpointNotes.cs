using DeepAvFusion.Inference.Network;
using DeepAvFusion.Model.Checkpoints;

namespace DeepAvFusion.Cli.Commands;

/// <summary>Which weights of a file are taken, where it is not plain: a trainer's prefix before every key, averaged weights beside others.</summary>
internal static class CheckpointNotes
{
    /// <param name="paths">Files that weights come from; null for none.</param>
    /// <returns>A line for every file that has a note; what cannot be opened has none, since whoever uses it says why.</returns>
    public static IEnumerable<string> Of(params IEnumerable<string?> paths) => paths.OfType<string>().Distinct().Select(Line).OfType<string>();

    /// <summary>Of the files of the live analyzer's model.</summary>
    public static IEnumerable<string> Of(ModelSettings model) => Of(model.Checkpoint, model.Recognition, model.Segmentation, model.Separation);

    private static string? Line(string path)
    {
        try
        {
            using var file = CheckpointFile.Open(path);
            var (root, prefix) = file.Origin;
            string[] notes =
            [
                .. root is "model_ema" or "state_dict_ema" ? [$"the averaged weights under '{root}' are taken"] : Array.Empty<string>(),
                .. prefix.Length > 0 ? [$"'{prefix}' before every key is taken off"] : Array.Empty<string>(),
            ];
            return notes.Length == 0 ? null : TerminalText.Line($"{Path.GetFileName(path)}: {string.Join("; ", notes)}.");
        }
        catch (CheckpointException)
        {
            return null;
        }
    }
}
