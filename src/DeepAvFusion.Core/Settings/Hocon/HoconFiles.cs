namespace DeepAvFusion.Core.Settings.Hocon;

/// <summary>Reads settings files and those they include, within limits.</summary>
internal sealed class HoconFiles
{
    private const int MostCharacters = 1 << 20;
    private const int MostFiles = 100;
    private const int MostNested = 10;

    // a program that decrypts settings into a pipe takes a moment
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Stack<string> _open = new();
    private int _read;

    /// <exception cref="SettingsException">The file cannot be read; names it.</exception>
    public static SettingsText Read(string path)
    {
        try
        {
            return new SettingsText(path, Text(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new SettingsException([$"Cannot read the settings file '{path}': {e.Message} Give the path of a readable HOCON file."]);
        }
    }

    /// <summary>Parses a file that another includes.</summary>
    /// <param name="path">As written; relative to the including file.</param>
    /// <param name="place">Of the include.</param>
    /// <exception cref="SettingsException">It cannot be read, includes itself or too many others, or is no HOCON.</exception>
    public HoconSection Include(string path, HoconPlace place, IReadOnlyList<string> within)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(_open.TryPeek(out var including) ? including : place.Source)) ?? "";
        var file = FullPath(path, folder, place);
        if (_open.Contains(file))
            throw place.Error($"the file '{path}' includes itself");
        if (_open.Count >= MostNested || ++_read > MostFiles)
            throw place.Error($"files are included more than {MostNested} deep, or more than {MostFiles} of them");
        try
        {
            return Parse(new SettingsText(file, Text(file)), file, within);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw place.Error($"cannot include '{path}': {e.Message.TrimEnd('.')}");
        }
    }

    /// <param name="file">Full path that includes are relative to; null where the text is no file.</param>
    public HoconSection Parse(SettingsText source, string? file, IReadOnlyList<string> within)
    {
        _open.Push(file ?? Path.Combine(Environment.CurrentDirectory, "none"));
        var parsed = new HoconParser(source, this, within).Parse();
        _open.Pop();
        return parsed;
    }

    private static string FullPath(string path, string folder, HoconPlace place)
    {
        try
        {
            return Path.GetFullPath(path, folder);
        }
        catch (ArgumentException)
        {
            throw place.Error($"cannot include '{path}': it is no path");
        }
    }

    private static string Text(string path)
    {
        if (Directory.Exists(path))
            throw new IOException("It is a folder.");
        if (!File.Exists(path))
            throw new FileNotFoundException("There is no such file.");
        string? text = null;
        Exception? failure = null;
        var reader = new Thread(() =>
        {
            try
            {
                text = Limited(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                failure = e;
            }
        })
        { IsBackground = true };
        reader.Start();                                             // opening a named pipe waits for its writer
        if (!reader.Join(Patience))
            throw new IOException("It is no regular file, and nothing comes out of it.");
        return failure is null ? text! : throw failure;
    }

    /// <summary>Pipes and devices have no length that could be asked.</summary>
    private static string Limited(string path)
    {
        using var reader = new StreamReader(path);
        var text = new char[MostCharacters + 1];
        var read = reader.ReadBlock(text);
        return read <= MostCharacters ? new string(text, 0, read) : throw new IOException($"It is larger than {MostCharacters >> 20} MiB.");
    }
}
