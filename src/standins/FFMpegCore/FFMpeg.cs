using FFMpegCore.Enums;
using FFMpegCore.Exceptions;
using FFMpegCore.Processes;

namespace FFMpegCore;

/// <summary>What this ffmpeg can do.</summary>
public static class FFMpeg
{
    private static readonly Lazy<Dictionary<string, Codec>> Codecs = new(AskCodecs);
    private static readonly Lazy<Dictionary<string, ContainerFormat>> Formats = new(AskFormats);

    /// <summary>Codecs, encoders and decoders by one name.</summary>
    public static IReadOnlyList<Codec> GetCodecs() => [.. AllCodecs.Values];

    public static IReadOnlyList<Codec> GetCodecs(CodecType type) => [.. AllCodecs.Values.Where(codec => codec.Type == type)];

    public static IReadOnlyList<Codec> GetVideoCodecs() => GetCodecs(CodecType.Video);

    public static IReadOnlyList<Codec> GetAudioCodecs() => GetCodecs(CodecType.Audio);

    public static bool TryGetCodec(string name, out Codec codec) => AllCodecs.TryGetValue(name, out codec!);

    /// <summary>Throws where this ffmpeg does not know the name.</summary>
    public static Codec GetCodec(string name) => TryGetCodec(name, out var codec)
        ? codec
        : throw new FFMpegException(FFMpegExceptionType.Operation, $"Codec \"{name}\" not supported");

    public static IReadOnlyList<ContainerFormat> GetContainerFormats() => [.. AllFormats.Values];

    public static bool TryGetContainerFormat(string name, out ContainerFormat fmt) => AllFormats.TryGetValue(name, out fmt!);

    /// <summary>Throws where this ffmpeg does not know the name.</summary>
    public static ContainerFormat GetContainerFormat(string name) => TryGetContainerFormat(name, out var format)
        ? format
        : throw new FFMpegException(FFMpegExceptionType.Operation, $"Container format \"{name}\" not supported");

    private const StringSplitOptions Words = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    private static Dictionary<string, Codec> AllCodecs => GlobalFFOptions.Current.UseCache ? Codecs.Value : AskCodecs();

    private static Dictionary<string, ContainerFormat> AllFormats => GlobalFFOptions.Current.UseCache ? Formats.Value : AskFormats();

    private static Dictionary<string, Codec> AskCodecs()
    {
        var codecs = new Dictionary<string, Codec>(StringComparer.Ordinal);
        foreach (var (flags, name, description) in Ask("-codecs", flagCount: 6))
        {
            Merge(codecs, new Codec(name, TypeOf(flags[2]))
            {
                DecodingSupported = flags[0] == 'D',
                EncodingSupported = flags[1] == 'E',
                IsIntraFrameOnly = flags[3] == 'I',
                IsLossy = flags[4] == 'L',
                IsLossless = flags[5] == 'S',
                Description = description,
            });
        }

        foreach (var (flags, name, description) in Ask("-encoders", flagCount: 6))
            Merge(codecs, new Codec(name, TypeOf(flags[0])) { EncodingSupported = true, Description = description });
        foreach (var (flags, name, description) in Ask("-decoders", flagCount: 6))
            Merge(codecs, new Codec(name, TypeOf(flags[0])) { DecodingSupported = true, Description = description });
        return codecs;
    }

    private static void Merge(Dictionary<string, Codec> codecs, Codec codec)
    {
        if (!codecs.TryAdd(codec.Name, codec)) codecs[codec.Name].Merge(codec);
    }

    private static Dictionary<string, ContainerFormat> AskFormats()
    {
        var formats = new Dictionary<string, ContainerFormat>(StringComparer.Ordinal);
        foreach (var (flags, name, description) in Ask("-formats", flagCount: 2))
        {
            formats[name] = new ContainerFormat(name)
            {
                DemuxingSupported = flags[0] == 'D',
                MuxingSupported = flags[1] == 'E',
                Description = description,
            };
        }

        return formats;
    }

    private static CodecType TypeOf(char flag) => flag switch
    {
        'V' => CodecType.Video,
        'A' => CodecType.Audio,
        'S' => CodecType.Subtitle,
        'D' => CodecType.Data,
        _ => CodecType.Unknown,
    };

    /// <summary>Reads one of ffmpeg's lists: a legend, a rule of dashes, then one line each of flags, name and description.</summary>
    private static List<(string Flags, string Name, string Description)> Ask(string question, int flagCount) => Task.Run(async () =>
    {
        var options = GlobalFFOptions.Current;
        var lines = new List<string>();
        using var process = ToolProcess.Start(
            GlobalFFOptions.GetFFMpegBinaryPath(options), $"-hide_banner {question}", options, stdout => LinePump.RunAsync(stdout, lines.Add), _ => { });
        var exitCode = await process.WaitForExitAsync().ConfigureAwait(false);
        if (exitCode != 0) throw new FFMpegException(FFMpegExceptionType.Process, $"ffmpeg {question} failed ({exitCode} - {process.ErrorTail})");
        var rule = lines.FindIndex(line => line.TrimStart().StartsWith("--", StringComparison.Ordinal));
        return lines.Skip(rule + 1)
            .Where(line => line.Length > flagCount + 1)
            .Select(line => (Flags: line.Substring(1, flagCount), Words: line[(flagCount + 1)..].Split(' ', 2, Words)))
            .Where(entry => entry.Words.Length > 0)
            .Select(entry => (entry.Flags, entry.Words[0], entry.Words.Length > 1 ? entry.Words[1] : ""))
            .ToList();
    }).GetAwaiter().GetResult();
}
