using DeepAvFusion.Core;
using DeepAvFusion.Model.Checkpoints;

namespace DeepAvFusion.Training.Data.Indexing;

/// <summary>Reads the lists of a data set and looks what is there.</summary>
internal static class DataFolder
{
    private const char Comment = '#';
    private const int MostSeconds = 1_000_000;                                 // file names have six digits

    /// <summary>The lines of a list, but for empty ones and comments.</summary>
    /// <exception cref="UserErrorException">It is not there or cannot be read.</exception>
    public static IEnumerable<string> Lines(string path, string set)
    {
        try
        {
            if (File.Exists(path) && ((FileInfo?)File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path)).Length == 0) throw new IOException("It is empty, or no ordinary file.");
            return [.. File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != Comment)];
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{set} needs the list '{path}', which cannot be read: {trouble.Message}", trouble);
        }
    }

    /// <summary>Names in a folder, in code-point order, whatever they are.</summary>
    /// <exception cref="UserErrorException">The folder is not there.</exception>
    public static string[] Names(string folder, string set) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
        : throw new UserErrorException($"{set} needs the folder '{folder}', which is not there.");

    /// <summary>Whether a text can be the name of a file or folder: with anything else a path could lead out of the data set.</summary>
    public static bool IsName(string text) => text.Length > 0 && text is not ("." or "..") && !text.AsSpan().ContainsAny('/', '\\', '\0');

    /// <summary>The first of some paths below a folder where there is a file.</summary>
    public static string? Found(string folder, params IEnumerable<string> paths) => paths.FirstOrDefault(path => File.Exists(Path.Combine(folder, path)));

    /// <summary>The fields of a line of comma-separated values, without blanks around them; quotes hold commas together.</summary>
    public static string[] Fields(string line)
    {
        var (fields, field, quoted) = (new List<string>(), new System.Text.StringBuilder(), false);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"') field.Append(line[++i]);
            else if (line[i] == '"') quoted = !quoted;
            else if (line[i] == ',' && !quoted)
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else field.Append(line[i]);
        }

        return [.. fields, field.ToString().Trim()];
    }

    /// <summary>The fields of every line, each of at least so many.</summary>
    /// <param name="number">Place of a number in every line; a first line with a word there, or without that place, is a heading.</param>
    /// <exception cref="UserErrorException">A line has fewer.</exception>
    public static IEnumerable<string[]> Table(string path, string set, int least, int number) =>
        Table(path, set, least, fields => number < fields.Length && fields[number].Length > 0 && !fields[number].Any(char.IsAsciiDigit));

    /// <param name="isHeading">Tells of the first line whether it is a heading.</param>
    public static IEnumerable<string[]> Table(string path, string set, int least, Func<string[], bool> isHeading)
    {
        foreach (var (place, line) in Lines(path, set).Index())
        {
            var fields = Fields(line);
            if (place == 0 && isHeading(fields)) continue;
            yield return fields.Length >= least ? fields
                : throw new UserErrorException($"'{path}' has the line '{Shown(line)}' with {fields.Length} fields where {least} belong.");
        }
    }

    /// <summary>A whole number of seconds from 0 on, or a fraction of which the whole part counts.</summary>
    /// <exception cref="UserErrorException">It is no such number.</exception>
    public static int Seconds(string text, string path) =>
        double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < MostSeconds ? (int)seconds
            : throw new UserErrorException($"'{path}' has '{Shown(text)}' where a number of seconds belongs.");

    /// <summary>A text of a list, or what a parser says of one and quotes, made fit for a one-line message.</summary>
    public static string Shown(string text) => CheckpointText.Clean(text);
}
