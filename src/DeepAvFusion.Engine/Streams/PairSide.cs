using System.Threading.Channels;
using DeepAvFusion.Core;
using DeepAvFusion.Media.Sources;

namespace DeepAvFusion.Engine.Streams;

/// <summary>One side of a pair: its source is read, and opened again whenever it is lost, whatever the other does.</summary>
/// <param name="open">Opens the source; given true, a recording is played at its own pace.</param>
internal sealed class PairSide(SourcePart part, Func<bool, CancellationToken, Task<IFrameSource>> open, RestartPolicy policy, SteadyTime time)
{
    public SourcePart Part => part;

    /// <summary>What the source held when it was opened last; null before the first time.</summary>
    public MediaFormat? Format { get; private set; }

    /// <summary>Why it is away, in words; null while it is here.</summary>
    public string? Away { get; private set; } = "it is being opened";

    /// <summary>Why a recording did not come to its end; null while nothing is known to be missing.</summary>
    public string? Shortfall { get; private set; }

    /// <summary>Told when it went away or came back.</summary>
    public Action Changed { get; set; } = () => { };

    /// <summary>Told what people should know of the source.</summary>
    public Action<string> Remarked { get; set; } = _ => { };

    /// <exception cref="SourceException">It cannot be opened.</exception>
    public async Task<IFrameSource> OpenAsync(bool paced, CancellationToken cancel)
    {
        var source = await open(paced, cancel).ConfigureAwait(false);
        (Format, Away) = (source.Format, null);
        return source;
    }

    /// <summary>Brings the frames of a recording, once.</summary>
    /// <param name="offset">Added to their times.</param>
    /// <exception cref="SourceException">It broke off.</exception>
    public async Task PlayAsync(IFrameSource opened, ChannelWriter<AvFrame> frames, TimeSpan offset, CancellationToken cancel)
    {
        await using var source = opened;
        source.Remarked += Remarked;
        await foreach (var frame in source.ReadAsync(cancel).ConfigureAwait(false))
            await BringAsync(frame, frame.Time + offset, frame.ArrivedAt, frames, cancel).ConfigureAwait(false);
        Shortfall = source.Shortfall;
    }

    /// <summary>Brings the frames of a live source at the times of their arrival, and opens it again when it is lost, until that is to end.</summary>
    /// <param name="delay">How long they are held back.</param>
    /// <param name="isLast">Whether nothing is left when this side goes away too.</param>
    /// <exception cref="SourceException">It is lost, and nothing is left.</exception>
    public async Task FollowAsync(Task<IFrameSource> opening, ChannelWriter<AvFrame> frames, TimeSpan delay, Func<bool> isLast, CancellationToken cancel)
    {
        while (true)
        {
            var (isWorking, isOver, cause) = await FollowOnceAsync(opening, frames, delay, cancel).ConfigureAwait(false);
            if (isOver)
            {
                Away = Shortfall ?? "its recording has ended";
                Changed();
                return;
            }
            if (cause is not null)
            {
                var (wait, _) = policy.Ended(time.GetUtcNow(), isWorking, cause.IsPermanent);
                Away = FormattableString.Invariant($"{cause.Message} (next try in {wait.TotalSeconds:0.0} s)");
                if (isLast())
                    throw cause;
                Changed();
                await Task.Delay(wait, time, cancel).ConfigureAwait(false);
            }
            opening = OpenAsync(paced: true, cancel);
        }
    }

    /// <returns>Whether something came, whether it was a recording that has ended, and why nothing comes any more: null when the source goes on and has only to be opened anew.</returns>
    private async Task<(bool IsWorking, bool IsOver, SourceException? Cause)> FollowOnceAsync(Task<IFrameSource> opening, ChannelWriter<AvFrame> frames, TimeSpan delay, CancellationToken cancel)
    {
        var isWorking = false;
        try
        {
            await using var source = await opening.ConfigureAwait(false);
            source.Remarked += Remarked;
            Changed();
            await foreach (var frame in source.ReadAsync(cancel).ConfigureAwait(false))
            {
                isWorking = true;
                var arrived = frame.ArrivedAt + delay;
                var length = frame is SoundFrame sound ? sound.End - sound.Time : TimeSpan.Zero;
                if (arrived - time.GetUtcNow() is { Ticks: > 0 } early && delay > TimeSpan.Zero)
                    await HoldAsync(frame, early, cancel).ConfigureAwait(false);
                await BringAsync(frame, time.SinceStart(arrived) - length, time.OnTheWall(arrived), frames, cancel).ConfigureAwait(false);
            }
            Shortfall = source.Shortfall;
            var isOver = source.OpenAnew is null && (source.Format.IsRecording || source.Format.Duration is not null);
            return (isWorking, isOver, isOver || source.OpenAnew is not null ? null : new SourceException(SourceFailure.Interrupted, Shortfall ?? "the source ended"));
        }
        catch (SourceException e)
        {
            return (isWorking, false, e);
        }
    }

    private async Task HoldAsync(AvFrame frame, TimeSpan span, CancellationToken cancel)
    {
        try
        {
            await Task.Delay(span, time, cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            frame.Dispose();
            throw;
        }
    }

    private static async ValueTask BringAsync(AvFrame frame, MediaTime at, DateTimeOffset arrived, ChannelWriter<AvFrame> frames, CancellationToken cancel)
    {
        var moved = Moved(frame, at, arrived);
        if (moved is SoundFrame sound && sound.End <= MediaTime.Zero)
        {
            moved.Dispose();                                            // moved before the beginning
            return;
        }
        try
        {
            await frames.WriteAsync(moved, cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            moved.Dispose();
            throw;
        }
    }

    private static AvFrame Moved(AvFrame frame, MediaTime at, DateTimeOffset arrived) => frame switch
    {
        SoundFrame sound => new SoundFrame { Samples = sound.Samples, Time = at, ArrivedAt = arrived },
        PictureFrame picture => new PictureFrame { Rgb = picture.Rgb, Width = picture.Width, Height = picture.Height, Time = at, ArrivedAt = arrived },
        PreviewFrame preview => new PreviewFrame { Jpeg = preview.Jpeg, Time = at, ArrivedAt = arrived },
        _ => throw new InvalidOperationException($"A {frame.GetType().Name} has no side."),
    };
}
