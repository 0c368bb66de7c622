using System.Diagnostics;
using System.Text.Json;
using NAudio.Wave;

namespace DeepAvFusion.Integration.Tests.Analyze;

/// <summary>What `deepav analyze` left in its folder, read as a user's own programs would.</summary>
internal sealed class AnalyzedFolder(string folder)
{
    /// <summary>Windows of analysis.jsonl.</summary>
    public List<JsonElement> Windows => Lines("analysis.jsonl");

    public List<JsonElement> Events => Lines("events.jsonl");

    public JsonElement Summary => Parsed(File.ReadAllText(Path.Combine(folder, "summary.json")));

    /// <summary>Names of separated/*.wav without their ending.</summary>
    public List<string> Tracks => [.. Directory.GetFiles(Path.Combine(folder, "separated"), "*.wav").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];

    /// <summary>Samples of a track as 16 bit integers; 16 kHz mono.</summary>
    public short[] Track(string name)
    {
        using var reader = new WaveFileReader(Path.Combine(folder, "separated", name + ".wav"));
        Assert.Equal((16000, 1, 16), (reader.WaveFormat.SampleRate, reader.WaveFormat.Channels, reader.WaveFormat.BitsPerSample));
        var samples = new float[reader.SampleCount];
        Assert.Equal(samples.Length, reader.ToSampleProvider().Read(samples));
        return [.. samples.Select(sample => (short)Math.Round(sample * 32768))];
    }

    /// <summary>Every region and the residual laid over each other, and how far that is from the mixture at most, in steps of 16 bits.</summary>
    public int FarthestFromMixture()
    {
        var mixture = Track("mixture");
        var sum = new int[mixture.Length];
        foreach (var name in Tracks.Where(name => name != "mixture"))
        {
            var track = Track(name);
            Assert.InRange(track.Length, 0, mixture.Length);
            for (var i = 0; i < track.Length; i++)
                sum[i] += track[i];
        }
        return sum.Zip(mixture, (all, one) => Math.Abs(all - one)).Max();
    }

    /// <summary>overlay.mp4 decoded to its end: codecs of picture and sound, and seconds of picture.</summary>
    public (string Picture, string? Sound, double Seconds) Overlay()
    {
        var path = Path.Combine(folder, "overlay.mp4");
        // pictures that stand close together keep their own times: by those of a steady rate two might get the same
        Assert.Equal("", Run("ffmpeg", "-v", "error", "-i", path, "-fps_mode:v", "passthrough", "-enc_time_base:v", "-1", "-f", "null", "-"));
        var streams = Parsed(Run("ffprobe", "-v", "error", "-of", "json", "-show_entries", "stream=codec_type,codec_name,duration", path)).GetProperty("streams").EnumerateArray().ToList();
        var picture = streams.Single(stream => stream.GetProperty("codec_type").GetString() == "video");
        var sound = streams.Where(stream => stream.GetProperty("codec_type").GetString() == "audio").Select(stream => stream.GetProperty("codec_name").GetString()).SingleOrDefault();
        return (picture.GetProperty("codec_name").GetString()!, sound, double.Parse(picture.GetProperty("duration").GetString()!, System.Globalization.CultureInfo.InvariantCulture));
    }

    private List<JsonElement> Lines(string file) => [.. File.ReadLines(Path.Combine(folder, file)).Select(Parsed)];

    private static JsonElement Parsed(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd() + error.GetAwaiter().GetResult();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
        return output;
    }
}
