using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using DeepAvFusion.Core;
using DeepAvFusion.Media.Sources;

namespace DeepAvFusion.Engine.Streams;

/// <summary>
/// One run of a stream whose picture and sound come from a source each. Live, their one clock is the time of arrival, and either side may go away and come back without the other; the run
/// ends when both are away. Two recordings are laid beside each other from their beginnings.
/// </summary>
internal sealed class PairedSource : IFrameSource
{
    private readonly PairSide _picture;
    private readonly PairSide _sound;
    private readonly TimeSpan _offset;
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private Action<PairSide> _watcher = _ => { };
    private Channel<AvFrame>[] _frames = [];
    private Task[] _readers = [];
    private Exception? _failure;

    /// <param name="offset">Moves the sound against the picture.</param>
    private PairedSource(PairSide picture, PairSide sound, TimeSpan offset)
    {
        (_picture, _sound, _offset) = (picture, sound, offset);
        foreach (var side in Sides)
        {
            side.Changed = () => Tell(side);
            side.Remarked = text => Remarked?.Invoke(text);
        }
    }

    public event Action<string>? Remarked;

    public bool IsLive { get; private set; }

    public MediaFormat Format => PairFormat.Of(_picture, _sound, _offset);

    public string? Shortfall => _picture.Shortfall ?? _sound.Shortfall;

    /// <summary>A side that has to be opened anew is, without the other.</summary>
    public string? OpenAnew => null;

    private PairSide[] Sides => [_picture, _sound];

    /// <summary>Opens both sides at once. Live, one that is there does not wait for the other longer than for a while.</summary>
    /// <param name="needsBoth">A side that cannot be opened is a failure of the whole.</param>
    /// <param name="patience">How long a live side waits for the other.</param>
    /// <exception cref="SourceException">Neither side can be opened, or one that is needed.</exception>
    public static async Task<IFrameSource> OpenAsync(PairSide picture, PairSide sound, TimeSpan offset, bool needsBoth, TimeSpan patience, TimeProvider time, CancellationToken cancel)
    {
        var pair = new PairedSource(picture, sound, offset);
        var openings = pair.Sides.Select(side => side.OpenAsync(paced: false, pair._end.Token)).ToArray();
        try
        {
            await pair.BeginAsync(openings, needsBoth, patience, time, cancel).ConfigureAwait(false);
            return pair;
        }
        catch
        {
            await pair._end.CancelAsync().ConfigureAwait(false);
            foreach (var opening in openings)
            {
                await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (opening.IsCompletedSuccessfully)
                    await opening.Result.DisposeAsync().ConfigureAwait(false);
            }
            throw;
        }
    }

    /// <summary>Tells of each side whether it is here or away, now and whenever that changes; on a thread of the pair's own.</summary>
    public void Watch(Action<PairSide> watcher)
    {
        lock (_gate)
        {
            _watcher = watcher;
            foreach (var side in Sides)
                watcher(side);
        }
    }

    public async IAsyncEnumerable<AvFrame> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            ChannelReader<AvFrame>? next = null;
            AvFrame? earliest = null;
            foreach (var frames in _frames)                             // recordings have one each, and keep step
            {
                if (await frames.Reader.WaitToReadAsync(cancellation).ConfigureAwait(false) && frames.Reader.TryPeek(out var frame) && (earliest is null || frame.Time < earliest.Time))
                    (next, earliest) = (frames.Reader, frame);
            }
            if (next is null)
                break;
            if (next.TryRead(out var read))
                yield return read;
        }
        if (_failure is not null)
            ExceptionDispatchInfo.Throw(_failure);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_readers).ConfigureAwait(false);
        foreach (var frames in _frames)
            while (frames.Reader.TryRead(out var frame))
                frame.Dispose();
        _end.Dispose();
    }

    private async Task BeginAsync(Task<IFrameSource>[] openings, bool needsBoth, TimeSpan patience, TimeProvider time, CancellationToken cancel)
    {
        Task both = Task.WhenAll(openings);
        var first = await Task.WhenAny(openings).WaitAsync(cancel).ConfigureAwait(false);
        if (needsBoth)
            await first.ConfigureAwait(false);
        if (first.IsCompletedSuccessfully && first.Result.IsLive && !needsBoth)
            await both.WaitAsync(patience, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        else
            await both.WaitAsync(cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancel.ThrowIfCancellationRequested();
        var open = openings.Where(opening => opening.IsCompletedSuccessfully).Select(opening => opening.Result).ToList();
        var failed = openings.Where(opening => opening.IsFaulted).Select(opening => opening.Exception!.InnerException!).ToList();
        IsLive = open.Any(source => source.IsLive);
        if (failed.Count == openings.Length)
            throw Joined(failed);
        if (failed.Count > 0 && (needsBoth || !IsLive))
            ExceptionDispatchInfo.Throw(failed[0]);
        if (IsLive)
            await FollowAsync(openings).ConfigureAwait(false);
        else
            Play(open);
    }

    private async Task FollowAsync(Task<IFrameSource>[] openings)
    {
        for (var i = 0; i < openings.Length; i++)
        {
            if (openings[i] is not { IsCompletedSuccessfully: true, Result: { IsLive: false } recording })
                continue;
            await recording.DisposeAsync().ConfigureAwait(false);       // beside a live source a recording is played as one
            openings[i] = Sides[i].OpenAsync(paced: true, _end.Token);
        }
        var frames = Channel.CreateBounded<AvFrame>(2);
        TimeSpan[] delays = [_offset < TimeSpan.Zero ? -_offset : TimeSpan.Zero, _offset > TimeSpan.Zero ? _offset : TimeSpan.Zero];
        _frames = [frames];
        _readers = [EndAsync(frames, [.. Sides.Select((side, i) => side.FollowAsync(openings[i], frames.Writer, delays[i], IsLast, _end.Token))])];
    }

    private void Play(List<IFrameSource> recordings)
    {
        _frames = [Channel.CreateBounded<AvFrame>(1), Channel.CreateBounded<AvFrame>(1)];
        TimeSpan[] offsets = [TimeSpan.Zero, _offset];
        _readers = [.. Sides.Select((side, i) => EndAsync(_frames[i], side.PlayAsync(recordings[i], _frames[i].Writer, offsets[i], _end.Token)))];
    }

    /// <summary>Waits for the readers of a queue, and ends it. The first failure is the run's; of a live pair it ends the other side too.</summary>
    private async Task EndAsync(Channel<AvFrame> frames, params Task[] readers)
    {
        await foreach (var reader in Task.WhenEach(readers).ConfigureAwait(false))
        {
            if (reader.Exception?.InnerException is not { } failure)
                continue;
            _failure ??= failure;
            if (IsLive)
                await _end.CancelAsync().ConfigureAwait(false);
        }
        frames.Writer.Complete();
    }

    private bool IsLast()
    {
        lock (_gate)
            return Array.TrueForAll(Sides, side => side.Away is not null);
    }

    private void Tell(PairSide side)
    {
        lock (_gate)
            _watcher(side);
    }

    /// <summary>Both reasons in one line. It counts as permanent only when both are.</summary>
    private static Exception Joined(List<Exception> failed)
    {
        if (failed.Find(failure => failure is not SourceException) is { } unexpected)
            return unexpected;
        var sources = failed.Cast<SourceException>().ToList();
        return new SourceException((sources.Find(failure => !failure.IsPermanent) ?? sources[0]).Failure, string.Join(" ", sources.Select(failure => failure.Message)));
    }
}
