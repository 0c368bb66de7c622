using System.Diagnostics;
using DeepAvFusion.Core;
using DeepAvFusion.Media.Sources;

namespace DeepAvFusion.Media.Tests.Sources;

/// <summary>Opens and reads sources.</summary>
internal static class Sourcing
{
    public static readonly StreamId Stream = new("cam");

    /// <summary>How long to wait for what must come, on the slowest machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public static SourceSettings Settings { get; } = new()
    {
        PictureRate = 10,
        ShortSide = 64,
        Preview = null,
        ConnectTimeout = TimeSpan.FromSeconds(30),
        StallTimeout = TimeSpan.FromSeconds(30),
        LivePacing = false,
        Queue = TimeSpan.FromSeconds(4),
        RtspTransport = RtspTransport.Tcp,
        DecoderThreads = 1,
        Policy = SourcePolicy.Open,
    };

    public static Task<MediaSource> Open(string text, SourceSettings? settings = null) =>
        MediaSource.OpenAsync(Stream, RunId.Next(), SourceUri.Parse(text), settings ?? Settings, TimeProvider.System, CancellationToken.None);

    /// <summary>Everything a source gives; dispose the frames.</summary>
    public static async Task<(MediaFormat Format, List<AvFrame> Frames, SourceCounters Counters)> ReadAll(string text, SourceSettings? settings = null)
    {
        await using var source = await Open(text, settings);
        var frames = new List<AvFrame>();
        try
        {
            await foreach (var frame in source.ReadAsync(CancellationToken.None))
                frames.Add(frame);
            return (source.Format, frames, source.Counters);
        }
        catch (SourceException)
        {
            Give(frames);
            throw;
        }
    }

    public static async Task<SourceException> Fails(string text, SourceSettings? settings = null)
    {
        var error = await Assert.ThrowsAnyAsync<SourceException>(async () => Give(await ReadAll(text, settings)));
        Assert.DoesNotContain('\n', error.Message);
        return error;
    }

    /// <summary>Looks until something is so; fails when it never is.</summary>
    public static async Task Until(Func<bool> isSo)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!isSo())
            await pace.WaitForNextTickAsync(limit.Token);
    }

    /// <summary>Takes all frames of a source and gives them back.</summary>
    public static async Task Drain(MediaSource source)
    {
        await foreach (var frame in source.ReadAsync(CancellationToken.None))
            frame.Dispose();
    }

    public static void Give((MediaFormat Format, List<AvFrame> Frames, SourceCounters Counters) read) => Give(read.Frames);

    public static void Give(IEnumerable<AvFrame> frames)
    {
        foreach (var frame in frames)
            frame.Dispose();
    }

    public static bool IsRunning(int process)
    {
        try
        {
            return !Process.GetProcessById(process).HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Length of the sound in seconds, and its mono samples laid end to end.</summary>
    public static float[] Samples(IEnumerable<AvFrame> frames) => [.. frames.OfType<SoundFrame>().SelectMany(sound => sound.Samples.Span.ToArray())];
}
