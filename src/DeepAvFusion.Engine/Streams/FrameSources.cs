using DeepAvFusion.Core;
using DeepAvFusion.Media.Sources;

namespace DeepAvFusion.Engine.Streams;

/// <summary>Opens what a stream is fed from: one source, or two that are read beside each other.</summary>
internal static class FrameSources
{
    /// <exception cref="SourceException">It cannot be opened.</exception>
    public static async Task<IFrameSource> OpenAsync(StreamPlan plan, RunId run, CancellationToken cancel)
    {
        var (both, picture, sound) = (plan.Sources.Both, plan.Sources.Picture, plan.Sources.Sound);
        var settings = plan.Source with { Listener = plan.Monitored?.Monitor };
        if (picture is null || sound is null)
            return Counted(plan, await MediaSource.OpenAsync(
                plan.Stream, run, (both ?? picture ?? sound)!, settings with { Sides = SidesOf(both, picture) }, plan.Memory, plan.Time, cancel).ConfigureAwait(false));
        var time = new SteadyTime(plan.Time);
        settings = settings with { Queue = settings.Queue + plan.Sources.SoundOffset.Duration() };      // the earlier side waits in its queue
        return await PairedSource.OpenAsync(
            Side(SourcePart.Picture, picture, settings with { Sides = SourceSides.Picture }),
            Side(SourcePart.Sound, sound, settings with { Sides = SourceSides.Sound, Choice = settings.Choice with { Programme = null } }),
            plan.Sources.SoundOffset, needsBoth: !plan.Retries, settings.ConnectTimeout / 3, plan.Time, cancel).ConfigureAwait(false);

        PairSide Side(SourcePart part, SourceUri uri, SourceSettings source) => new(
            part,
            async (paced, stop) => Counted(plan, await MediaSource.OpenAsync(
                plan.Stream, run, uri, source with { LivePacing = paced || source.LivePacing, PacketDelay = DelayOf(part, plan.Sources.SoundOffset) }, part == SourcePart.Sound ? plan.SoundMemory : plan.Memory, time, stop).ConfigureAwait(false)),
            new RestartPolicy(plan.Restart, Random.Shared.NextDouble), time);
    }

    /// <summary>What is earlier is held back.</summary>
    private static TimeSpan DelayOf(SourcePart part, TimeSpan soundOffset) =>
        part == SourcePart.Sound ? (soundOffset > TimeSpan.Zero ? soundOffset : TimeSpan.Zero) : soundOffset < TimeSpan.Zero ? -soundOffset : TimeSpan.Zero;

    /// <summary>What the source's queue drops is told in windows: as many as would have begun in it.</summary>
    private static MediaSource Counted(StreamPlan plan, MediaSource source)
    {
        var windows = 0L;
        source.MediaLost += media =>
        {
            for (; windows < Math.Floor(media / plan.Windows.Step); windows++)
                plan.Board.Lost(plan.Stream, "source", LossReason.Stale);
        };
        return source;
    }

    private static SourceSides SidesOf(SourceUri? both, SourceUri? picture) =>
        both is not null ? SourceSides.Both : picture is not null ? SourceSides.Picture : SourceSides.Sound;
}
