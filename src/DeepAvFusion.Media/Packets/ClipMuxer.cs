using System.Globalization;
using DeepAvFusion.Core;
using DeepAvFusion.Media.Ffmpeg;
using FFMpegCore;
using FFMpegCore.Exceptions;

namespace DeepAvFusion.Media.Packets;

/// <summary>Makes of packets an MP4 that a browser plays: as they came where it knows the codec, encoded anew where it does not.</summary>
public static class ClipMuxer
{
    // what is encoded anew: at most so many bytes a second, so that room can be set aside for it
    private const long EncodedRate = 450_000;
    private const long Overhead = 256 * 1024;

    private static readonly string[] PlayedPictures = ["h264", "vp9", "av1"];
    private static readonly string[] PlayedPixels = ["yuv420p", "yuvj420p"];
    private static readonly string[] PlayedSounds = ["aac", "mp3", "opus", "flac"];

    /// <summary>Most bytes the MP4 may take.</summary>
    public static long MostBytes(IReadOnlyList<ClipPart> parts) => parts.Sum(part => part.Bytes + (part.Bytes / 20)) + Overhead
        + (Encodes(parts).Length > 0 ? (long)(EncodedRate * parts.Max(part => part.Length.TotalSeconds)) : 0);

    /// <summary>What is encoded anew, and why; empty where all stays as it came.</summary>
    public static string Encodes(IReadOnlyList<ClipPart> parts) => string.Join(", ", parts.SelectMany(part => part.Tracks).Where(track => !IsPlayed(track))
        .Select(track => $"the {(track.IsPicture ? "picture" : "sound")} ({string.Join(' ', new[] { track.Codec, track.PixelFormat }.Where(word => word.Length > 0))})"));

    /// <summary>Writes the clip; a file there is replaced.</summary>
    /// <returns>What was encoded anew; empty for nothing.</returns>
    /// <exception cref="UserErrorException">FFmpeg could not make it, or the disk is full.</exception>
    public static async Task<string> WriteAsync(IReadOnlyList<ClipPart> parts, string path, CancellationToken cancel)
    {
        var encodes = Encodes(parts);
        try
        {
            await RunAsync(parts, path, all: false, cancel).ConfigureAwait(false);
            return encodes;
        }
        catch (Exception e) when (IsOfFfmpeg(e) && encodes.Length == 0 && !cancel.IsCancellationRequested)
        {
            // the codec is one that is played, but this stream of it does not go into MP4 as it is
        }
        catch (Exception e) when (IsOfFfmpeg(e))
        {
            throw Trouble(e);
        }
        try
        {
            await RunAsync(parts, path, all: true, cancel).ConfigureAwait(false);
            return "picture and sound (they do not go into MP4 as they came)";
        }
        catch (Exception e) when (IsOfFfmpeg(e))
        {
            throw Trouble(e);
        }
    }

    private static Task RunAsync(IReadOnlyList<ClipPart> parts, string path, bool all, CancellationToken cancel)
    {
        var command = Input(parts[0], null);
        foreach (var part in parts.Skip(1))
            command = Input(part, command);
        var arguments = new List<string> { "-map_metadata -1 -movflags +faststart -max_interleave_delta 0 -f mp4" };
        arguments.Add(string.Create(CultureInfo.InvariantCulture, $"-fs {MostBytes(parts)}"));
        arguments.AddRange(parts.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"-map {i}")));
        var (picture, sound) = (Track(parts, picture: true), Track(parts, picture: false));
        if (picture is not null)
            arguments.Add(!all && IsPlayed(picture) ? "-c:v copy" : "-c:v libx264 -preset veryfast -crf 24 -maxrate 3M -bufsize 3M -pix_fmt yuv420p -threads 1 -vf \"scale=w=2*round(iw/2):h=2*round(ih/2)\"");
        if (sound is not null)
            arguments.Add(!all && IsPlayed(sound) ? "-c:a copy" : "-c:a aac -b:a 128k -ac 2");
        return command!.OutputToFile(FfmpegRun.Quotable(path), overwrite: true, options => options.WithCustomArgument(string.Join(' ', arguments))).RunAsync(cancel);
    }

    private static FFMpegArguments Input(ClipPart part, FFMpegArguments? before)
    {
        var path = FfmpegRun.Quotable(part.Path);
        return before is null
            ? FFMpegArguments.FromFileInput(path, verifyExists: false, options => options.WithCustomArgument("-f nut"))
            : before.AddFileInput(path, verifyExists: false, options => options.WithCustomArgument("-f nut"));
    }

    private static PacketTrack? Track(IReadOnlyList<ClipPart> parts, bool picture) => parts.SelectMany(part => part.Tracks).FirstOrDefault(track => track.IsPicture == picture);

    private static bool IsPlayed(PacketTrack track) => track.IsPicture
        ? PlayedPictures.Contains(track.Codec, StringComparer.Ordinal) && PlayedPixels.Contains(track.PixelFormat, StringComparer.Ordinal)
        : PlayedSounds.Contains(track.Codec, StringComparer.Ordinal);

    private static bool IsOfFfmpeg(Exception e) => e is FFMpegException or FFMpegProcessException;

    private static UserErrorException Trouble(Exception e) =>
        new($"A clip could not be made: {e.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? e.Message}", e);
}

/// <summary>The packets of one source that go into a clip.</summary>
/// <param name="Path">Of a <see cref="PacketFile"/>.</param>
/// <param name="Length">From its first packet to its last.</param>
public sealed record ClipPart(string Path, IReadOnlyList<PacketTrack> Tracks, long Bytes, TimeSpan Length);
