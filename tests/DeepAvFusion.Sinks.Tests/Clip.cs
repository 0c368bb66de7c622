using System.Diagnostics;
using System.Globalization;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Sinks.Tests;

/// <summary>The items of a made-up run, and what FFmpeg finds in a video.</summary>
internal static class Clip
{
    public const int Width = 160;
    public const int Height = 120;

    public static RunStartedItem Started(RunId run, bool picture = true, bool sound = true, string stream = "door") =>
        new(new StreamId(stream), run, picture, sound, picture ? Width : 0, picture ? Height : 0);

    public static PictureItem Picture(RunId run, double seconds, string stream = "door", int side = Height)
    {
        var rgb = Lease.Rent<byte>(Width * side * 3);
        rgb.Span.Fill((byte)(seconds * 20));
        return new PictureItem(new StreamId(stream), run, new PictureFrame { Time = MediaTime.FromSeconds(seconds), ArrivedAt = DateTimeOffset.UnixEpoch, Rgb = rgb, Width = Width, Height = side });
    }

    /// <summary>A window's result with a second of the mixture, where there is sound.</summary>
    public static AnalysisItem Window(RunId run, long index, bool sound = true, string stream = "door") => new(Analyses.Make(index) with
    {
        Stream = new StreamId(stream),
        Run = run,
        HasSound = sound,
        Audio = sound ? [new TrackChunk(TrackId.Mixture, MediaTime.FromSeconds(index), Enumerable.Repeat(0.25f, AudioClock.Rate).ToArray())] : [],
    });

    /// <summary>Brings a whole run to a sink: a picture every tenth of a second, a result every second.</summary>
    public static async Task PlayAsync(IStreamSink sink, RunId run, int seconds, bool sound = true, string stream = "door")
    {
        await sink.WriteAsync(Started(run, sound: sound, stream: stream), CancellationToken.None);
        for (var second = 0; second < seconds; second++)
        {
            for (var tenth = 0; tenth < 10; tenth++)
            {
                using var picture = Picture(run, second + (tenth / 10d), stream);
                await WriteAsync(sink, picture);
            }
            await WriteAsync(sink, Window(run, second, sound, stream));
        }
    }

    /// <summary>Like the engine: an item that a sink uses.</summary>
    public static ValueTask WriteAsync(IStreamSink sink, SinkItem item) => sink.Wants(item.GetType()) ? sink.WriteAsync(item, CancellationToken.None) : ValueTask.CompletedTask;

    /// <summary>Pictures of a video, and the seconds that it lasts.</summary>
    public static (int Pictures, double Seconds) Video(string path)
    {
        var lines = Ffprobe("-count_packets", "-select_streams", "v", "-show_entries", "stream=nb_read_packets:format=duration", path);
        return (int.Parse(lines[0], CultureInfo.InvariantCulture), double.Parse(lines[1], CultureInfo.InvariantCulture));
    }

    private static string[] Ffprobe(params string[] arguments)
    {
        using var ffprobe = Process.Start(new ProcessStartInfo("ffprobe", ["-v", "error", "-of", "default=noprint_wrappers=1:nokey=1", .. arguments]) { RedirectStandardOutput = true })!;
        var text = ffprobe.StandardOutput.ReadToEnd();
        ffprobe.WaitForExit();
        Assert.Equal(0, ffprobe.ExitCode);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
