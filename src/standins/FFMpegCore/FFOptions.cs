using System.Text;
using System.Text.Json.Serialization;
using FFMpegCore.Enums;

namespace FFMpegCore;

/// <summary>Where the programs are and how they are run.</summary>
public class FFOptions : ICloneable
{
    /// <summary>Working directory of the program; empty means that of this process.</summary>
    public string WorkingDirectory { get; set; } = string.Empty;

    /// <summary>Folder of ffmpeg and ffprobe; empty means that they are on PATH.</summary>
    public string BinaryFolder { get; set; } = string.Empty;

    public string TemporaryFilesFolder { get; set; } = Path.GetTempPath();

    /// <summary>The name under which <see cref="Encoding"/> is kept.</summary>
    public string EncodingWebName { get; set; } = Encoding.Default.WebName;

    /// <summary>Encoding of the programs' stdout and stderr.</summary>
    [JsonIgnore]
    public Encoding Encoding
    {
        get => Encoding.GetEncoding(EncodingWebName);
        set => EncodingWebName = value?.WebName ?? Encoding.Default.WebName;
    }

    /// <summary>Log level of every ffmpeg command that does not set its own; null leaves ffmpeg's default.</summary>
    public FFMpegLogLevel? LogLevel { get; set; }

    /// <summary>File extensions of container formats whose name is not their extension.</summary>
    public Dictionary<string, string> ExtensionOverrides { get; set; } = new() { ["mpegts"] = ".ts" };

    /// <summary>Whether the lists of codecs and formats are asked for once only.</summary>
    public bool UseCache { get; set; } = true;

    public FFOptions Clone() => (FFOptions)MemberwiseClone();

    object ICloneable.Clone() => Clone();
}
