using DeepAvFusion.Core;

namespace DeepAvFusion.Cli.Analyze;

/// <summary>The folder that `analyze` writes to: made or emptied of an earlier analysis, and proved writable before anything long begins.</summary>
internal static class OutputFolder
{
    private static readonly string[] Files = ["analysis.jsonl", "events.jsonl", "overlay.mp4", "summary.json"];

    /// <returns>Its full path.</returns>
    /// <exception cref="UserErrorException">It is a file, or cannot be written.</exception>
    public static string Prepare(string folder)
    {
        var full = Path.GetFullPath(folder);
        if (File.Exists(full))
            throw new UserErrorException($"The output '{folder}' is a file: give a folder.");
        try
        {
            Directory.CreateDirectory(full);
            foreach (var file in Files)
                File.Delete(Path.Combine(full, file));
            if (Directory.Exists(Path.Combine(full, "separated")))
            {
                foreach (var track in Directory.EnumerateFiles(Path.Combine(full, "separated"), "*.wav"))
                    File.Delete(track);
            }
            var probe = Path.Combine(full, ".write-probe");
            File.WriteAllBytes(probe, [0]);
            File.Delete(probe);
            return full;
        }
        catch (Exception e) when (FileFault.Is(e))
        {
            throw new UserErrorException($"Cannot write to the output folder '{folder}': {FileFault.Text(e)}. Choose another folder or change its rights.", e);
        }
    }
}
