using System.Text.Json;

namespace FFMpegCore;

/// <summary>The options of every command that brings none of its own.</summary>
public static class GlobalFFOptions
{
    private const string ConfigFile = "ffmpeg.config.json";
    private static FFOptions? _current;

    /// <summary>The current options; read once from <c>ffmpeg.config.json</c> in the working directory where there is one.</summary>
    public static FFOptions Current => _current ??= Load();

    public static void Configure(Action<FFOptions> optionsAction) => optionsAction(Current);

    public static void Configure(FFOptions ffOptions) => _current = ffOptions ?? throw new ArgumentNullException(nameof(ffOptions));

    public static string GetFFMpegBinaryPath(FFOptions? ffOptions = null) => Find("ffmpeg", ffOptions ?? Current);

    public static string GetFFProbeBinaryPath(FFOptions? ffOptions = null) => Find("ffprobe", ffOptions ?? Current);

    private static string Find(string name, FFOptions options)
    {
        var file = OperatingSystem.IsWindows() ? name + ".exe" : name;
        var platform = Environment.Is64BitProcess ? "x64" : "x86";
        string[] places = [Path.Combine(options.BinaryFolder, platform, file), Path.Combine(options.BinaryFolder, file)];
        return places.FirstOrDefault(File.Exists) ?? file;
    }

    private static FFOptions Load() => File.Exists(ConfigFile)
        ? JsonSerializer.Deserialize<FFOptions>(File.ReadAllText(ConfigFile)) ?? new FFOptions()
        : new FFOptions();
}
