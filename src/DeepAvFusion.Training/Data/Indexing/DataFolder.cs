using DeepAvFusion.Core;

namespace DeepAvFusion.Training.Data.Indexing;

/// <summary>Reads the lists of a data set and looks what is there.</summary>
internal static class DataFolder
{
    /// <summary>The lines of a list.</summary>
    /// <exception cref="UserErrorException">It is not there or cannot be read.</exception>
    public static IEnumerable<string> Lines(string path, string set)
    {
        try
        {
            return [.. File.ReadLines(path).Where(line => line.Length > 0)];
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{set} needs the list '{path}', which cannot be read: {trouble.Message}", trouble);
        }
    }

    /// <summary>Names in a folder, in code-point order.</summary>
    /// <exception cref="UserErrorException">The folder is not there.</exception>
    public static string[] Names(string folder, string set) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
        : throw new UserErrorException($"{set} needs the folder '{folder}', which is not there.");

    /// <summary>The fields of a line of comma-separated values; quotes hold commas together.</summary>
    public static string[] Fields(string line)
    {
        var (fields, field, quoted) = (new List<string>(), new System.Text.StringBuilder(), false);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"') field.Append(line[++i]);
            else if (line[i] == '"') quoted = !quoted;
            else if (line[i] == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else field.Append(line[i]);
        }

        return [.. fields, field.ToString()];
    }

    /// <summary>The fields of every line, each of at least so many.</summary>
    /// <exception cref="UserErrorException">A line has fewer.</exception>
    public static IEnumerable<string[]> Table(string path, string set, int least, int skipped)
    {
        foreach (var line in Lines(path, set).Skip(skipped))
        {
            var fields = Fields(line);
            yield return fields.Length >= least ? fields
                : throw new UserErrorException($"'{path}' has the line '{line}' with {fields.Length} fields where {least} belong.");
        }
    }

    /// <summary>A whole number of seconds, or a fraction of which the whole part counts.</summary>
    /// <exception cref="UserErrorException">It is no number.</exception>
    public static int Seconds(string text, string path) =>
        double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var seconds) && Math.Abs(seconds) < int.MaxValue ? (int)seconds
            : throw new UserErrorException($"'{path}' has '{text}' where a number of seconds belongs.");
}
