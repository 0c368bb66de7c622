using DeepAvFusion.Model.Golden.Families;
using static TorchSharp.torch;

namespace DeepAvFusion.Model.Golden;

/// <summary>Compares this build with recorded results of the original model, case by case.</summary>
public static class GoldenRunner
{
    /// <summary>Runs a case folder, or every case folder inside a folder, in order of their names.</summary>
    /// <param name="folder">Holds <c>case.json</c>, or folders that do.</param>
    /// <param name="options">Device, precision and selection; null for all cases in float32 on the CPU.</param>
    /// <returns>One row per recorded result, as soon as its case is done.</returns>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist, or holds no case.</exception>
    public static IEnumerable<GoldenResult> Run(DirectoryInfo folder, GoldenOptions? options = null)
    {
        var chosen = options ?? new GoldenOptions();
        if (chosen.DType is not (ScalarType.Float32 or ScalarType.BFloat16))
            throw new ArgumentException($"Cases run in float32 or bfloat16, not {chosen.DType}.", nameof(options));
        return Folders(folder).Where(one => chosen.Only is null || one.Name.Contains(chosen.Only, StringComparison.Ordinal))
            .SelectMany(one => RunCase(one, chosen));
    }

    private static DirectoryInfo[] Folders(DirectoryInfo folder)
    {
        if (!folder.Exists) throw new DirectoryNotFoundException($"There is no folder {folder}.");
        if (IsCase(folder)) return [folder];
        var cases = folder.GetDirectories().Where(IsCase).OrderBy(one => one.Name, StringComparer.Ordinal).ToArray();
        return cases.Length > 0 ? cases : throw new DirectoryNotFoundException($"{folder} holds no case: no folder in it has a case.json.");
    }

    private static bool IsCase(DirectoryInfo folder) => File.Exists(Path.Combine(folder.FullName, "case.json"));

    private static IReadOnlyList<GoldenResult> RunCase(DirectoryInfo folder, GoldenOptions options)
    {
        try
        {
            using var scope = NewDisposeScope();
            var session = new GoldenSession(GoldenCase.Read(folder), options);
            GoldenFamilies.Find(session.Case.Name, options.Kinds ?? [])(session);
            return session.Finish();
        }
        catch (Exception trouble)
        {
            // a verification reports whatever goes wrong in a case, and goes on with the next one
            return [GoldenResult.Fail(folder.Name, "case", $"{trouble.GetType().Name}: {trouble.Message.ReplaceLineEndings(" ")}")];
        }
    }
}
