using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using FFMpegCore.Exceptions;

namespace FFMpegCore;

/// <summary>Reads ffprobe's JSON; what ffprobe does not know is missing there and keeps its default.</summary>
internal static partial class AnalysisReader
{
    public static IMediaAnalysis Read(string json, IReadOnlyList<string> errors)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (!document.RootElement.TryGetProperty("format", out var format)) throw new FormatNullException();
            var analysis = new MediaAnalysis { Format = ReadFormat(format), ErrorData = errors };
            if (document.RootElement.TryGetProperty("streams", out var streams))
            {
                foreach (var stream in streams.EnumerateArray()) Add(analysis, stream);
            }

            return analysis;
        }
        catch (JsonException cause)
        {
            throw new FFProbeException("ffprobe's answer is not valid JSON", cause);
        }
    }

    private static void Add(MediaAnalysis analysis, JsonElement stream)
    {
        switch (Text(stream, "codec_type"))
        {
            case "video":
                analysis.VideoStreams.Add(ReadVideo(stream));
                break;
            case "audio":
                analysis.AudioStreams.Add(ReadAudio(stream));
                break;
            case "subtitle":
                analysis.SubtitleStreams.Add(Fill(new SubtitleStream(), stream));
                break;
        }
    }

    private static MediaFormat ReadFormat(JsonElement format) => new()
    {
        Duration = Time(format, "duration"),
        StartTime = Time(format, "start_time"),
        FormatName = Text(format, "format_name"),
        FormatLongName = Text(format, "format_long_name"),
        StreamCount = (int)Number(format, "nb_streams"),
        ProbeScore = Number(format, "probe_score"),
        BitRate = Number(format, "bit_rate"),
        Tags = Tags(format),
    };

    private static VideoStream ReadVideo(JsonElement stream) => Fill(
        new VideoStream
        {
            AvgFrameRate = Quotient(stream, "avg_frame_rate"),
            FrameRate = Quotient(stream, "r_frame_rate"),
            BitsPerRawSample = (int)Number(stream, "bits_per_raw_sample"),
            DisplayAspectRatio = Ratio(stream, "display_aspect_ratio"),
            SampleAspectRatio = Ratio(stream, "sample_aspect_ratio"),
            Profile = Text(stream, "profile"),
            Width = (int)Number(stream, "width"),
            Height = (int)Number(stream, "height"),
            PixelFormat = Text(stream, "pix_fmt"),
            Level = (int)Number(stream, "level"),
            Rotation = Rotation(stream),
            ColorRange = Text(stream, "color_range"),
            ColorSpace = Text(stream, "color_space"),
            ColorTransfer = Text(stream, "color_transfer"),
            ColorPrimaries = Text(stream, "color_primaries"),
        },
        stream);

    private static AudioStream ReadAudio(JsonElement stream) => Fill(
        new AudioStream
        {
            Channels = (int)Number(stream, "channels"),
            ChannelLayout = Text(stream, "channel_layout"),
            SampleRateHz = (int)Number(stream, "sample_rate"),
            Profile = Text(stream, "profile"),
        },
        stream);

    private static T Fill<T>(T target, JsonElement stream)
        where T : MediaStream
    {
        target.Index = (int)Number(stream, "index");
        target.CodecName = Text(stream, "codec_name");
        target.CodecLongName = Text(stream, "codec_long_name");
        target.CodecTag = Text(stream, "codec_tag");
        target.CodecTagString = Text(stream, "codec_tag_string");
        target.BitRate = (long)Number(stream, "bit_rate");
        target.StartTime = Time(stream, "start_time");
        target.Duration = Time(stream, "duration");
        target.BitDepth = BitDepth(stream);
        target.Disposition = stream.TryGetProperty("disposition", out var flags)
            ? flags.EnumerateObject().ToDictionary(flag => flag.Name, flag => flag.Value.GetInt32() != 0)
            : null;
        target.Tags = Tags(stream);
        target.Language = target.GetLanguage();
        return target;
    }

    private static int? BitDepth(JsonElement stream)
    {
        var depth = (int)Number(stream, stream.TryGetProperty("bits_per_raw_sample", out _) ? "bits_per_raw_sample" : "bits_per_sample");
        return depth == 0 ? null : depth;
    }

    private static int Rotation(JsonElement stream)
    {
        if (stream.TryGetProperty("side_data_list", out var list))
        {
            foreach (var item in list.EnumerateArray())
            {
                if (Text(item, "side_data_type") == "Display Matrix" && item.TryGetProperty("rotation", out _)) return (int)Number(item, "rotation");
            }
        }

        return Tags(stream).TryGetValue("rotate", out var rotate) && float.TryParse(rotate, CultureInfo.InvariantCulture, out var degrees) ? (int)degrees : 0;
    }

    private static Dictionary<string, string> Tags(JsonElement element)
    {
        var tags = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (!element.TryGetProperty("tags", out var given)) return tags;
        foreach (var tag in given.EnumerateObject()) tags[tag.Name] = tag.Value.ToString();
        return tags;
    }

    private static double Quotient(JsonElement element, string name)
    {
        var (numerator, denominator) = Pair(element, name, '/');
        return numerator / denominator;
    }

    private static (int Width, int Height) Ratio(JsonElement element, string name)
    {
        var (width, height) = Pair(element, name, ':');
        return ((int)width, (int)height);
    }

    private static (double First, double Second) Pair(JsonElement element, string name, char separator)
    {
        var parts = (Text(element, name) ?? "").Split(separator);
        return parts.Length == 2
            && double.TryParse(parts[0], CultureInfo.InvariantCulture, out var first)
            && double.TryParse(parts[1], CultureInfo.InvariantCulture, out var second)
            ? (first, second)
            : (0, 0);
    }

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.ToString() : null!;

    private static double Number(JsonElement element, string name) =>
        double.TryParse(Text(element, name), CultureInfo.InvariantCulture, out var value) ? value : 0;

    /// <summary>Reads <c>h:mm:ss.ffffff</c> to the millisecond.</summary>
    private static TimeSpan Time(JsonElement element, string name)
    {
        var match = Sexagesimal().Match(Text(element, name) ?? "");
        if (!match.Success) return TimeSpan.Zero;
        int Part(int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
        return new TimeSpan(0, Part(1), Part(2), Part(3), int.Parse(match.Groups[4].Value.PadRight(3, '0'), CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^(\d{1,7}):(\d{1,2}):(\d{1,2})\.(\d{1,3})")]
    private static partial Regex Sexagesimal();
}
