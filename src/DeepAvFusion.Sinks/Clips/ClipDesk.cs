using System.Threading.Channels;
using DeepAvFusion.Core;
using DeepAvFusion.Media.Packets;
using DeepAvFusion.Store.Clips;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DeepAvFusion.Sinks.Clips;

/// <summary>
/// Cuts clips out of what the live streams send: whoever wants one says of which stream, from when to when, and why; it is made in the background. What becomes of a clip is in the store, and where that cannot
/// be written, in the clip's own folder until it can. Thread-safe.
/// </summary>
public sealed partial class ClipDesk(ClipSettings settings, ClipVault vault, PacketShelf shelf, ClipTable? table, TimeProvider time, ILogger<ClipDesk> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan UpkeepEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LastChance = TimeSpan.FromSeconds(6);
    private const int MostTakes = 256;

    private readonly Lock _gate = new();
    private readonly List<ClipTake> _takes = [];
    private readonly Channel<ClipTake> _done = Channel.CreateUnbounded<ClipTake>();
    private readonly HashSet<string> _unsaved = [];
    private volatile bool _indexIsStale = true;
    private string _lastTrouble = "";

    public ClipSettings Settings => settings;

    public ClipVault Vault => vault;

    /// <summary>How far back a clip can begin.</summary>
    public TimeSpan Reach => settings.Reach;

    /// <summary>Has a clip made of a stream; it may end in the future.</summary>
    /// <param name="reason">Why, in a word, such as `alert`.</param>
    /// <param name="subject">What for: the id by which it is found.</param>
    /// <param name="isKept">It stays until somebody deletes it.</param>
    /// <returns>The clip in the making; null where there are too many already.</returns>
    public ClipTake? Cut(StreamId stream, DateTimeOffset from, DateTimeOffset to, string reason, string subject, bool isKept = false) => Begin(stream, from, to, reason, subject, isKept, isHeld: false);

    internal ClipTake? Begin(StreamId stream, DateTimeOffset from, DateTimeOffset to, string reason, string subject, bool isKept, bool isHeld)
    {
        var longest = settings.Longest < to - from ? to - from : settings.Longest;
        var take = new ClipTake(stream, from, to, reason, subject, isKept, vault, shelf, longest) { IsHeld = isHeld };
        lock (_gate)
        {
            if (_takes.Count >= MostTakes)
            {
                ClipMetrics.Lost.WithLabels("busy").Inc();
                return null;
            }
            _takes.Add(take);
        }
        return take;
    }

    /// <summary>The stream is no longer configured.</summary>
    public void Forget(StreamId stream) => shelf.Forget(stream);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        vault.Gone += _ => _indexIsStale = true;
        var finishing = Task.Run(FinishAllAsync, CancellationToken.None);
        using var timer = new PeriodicTimer(Pace, time);
        var upkeepAt = DateTimeOffset.MinValue;
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                Advance();
                ClipMetrics.BufferBytes.Set(shelf.Bytes);
                if (time.GetUtcNow() < upkeepAt)
                    continue;
                upkeepAt = time.GetUtcNow() + UpkeepEvery;
                vault.Prune();
                await IndexAsync(stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // what is in the making ends here
        }
        lock (_gate)
        {
            _takes.ForEach(take => { take.End(); _done.Writer.TryWrite(take); });
            _takes.Clear();
        }
        _done.Writer.Complete();
        await ((Task)finishing.WaitAsync(LastChance, time, CancellationToken.None)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Advance()
    {
        List<ClipTake> takes;
        lock (_gate)
            takes = [.. _takes];
        foreach (var take in takes)
        {
            try
            {
                if (!take.Advance(time.GetUtcNow()))
                    continue;
                _done.Writer.TryWrite(take);
            }
            catch (Exception e) when (e is UserErrorException || FileFault.Is(e))
            {
                take.End();
                Lose(take, e);
            }
            lock (_gate)
                _takes.Remove(take);
        }
    }

    private async Task FinishAllAsync()
    {
        await foreach (var take in _done.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                if (await take.FinishAsync(CancellationToken.None).ConfigureAwait(false) is not { } clip)
                {
                    take.Drop();
                    ClipMetrics.Lost.WithLabels("nothing-came").Inc();
                    continue;
                }
                ClipMetrics.Made.WithLabels(clip.Stream).Inc();
                if (clip.Encoded.Length > 0)
                    ClipMetrics.Encoded.Inc();
                _lastTrouble = "";
                await SaveAsync(clip).ConfigureAwait(false);
            }
            catch (Exception e) when (e is UserErrorException || FileFault.Is(e))
            {
                Lose(take, e);
            }
        }
    }

    /// <summary>What has changed of a clip is found by it.</summary>
    public async Task SaveAsync(StoredClip clip)
    {
        if (table is null)
            return;
        try
        {
            await table.SaveAsync(clip, CancellationToken.None).ConfigureAwait(false);
        }
        catch (UserErrorException)
        {
            lock (_gate)
                _unsaved.Add(clip.Id);                              // the folder knows, and the store is told when it can be written
            _indexIsStale = true;
        }
    }

    /// <summary>The store's index is brought to what lies in the folder.</summary>
    internal async Task IndexAsync(CancellationToken cancel)
    {
        if (table is null || !_indexIsStale)
            return;
        try
        {
            _indexIsStale = false;
            var known = (await table.IdsAsync(cancel).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
            foreach (var clip in vault.All.Where(clip => !known.Remove(clip.Id) | IsUnsaved(clip.Id)))
            {
                await table.SaveAsync(clip, cancel).ConfigureAwait(false);
                lock (_gate)
                    _unsaved.Remove(clip.Id);
            }
            foreach (var gone in known.Where(id => vault.Find(id) is null))
                await table.RemoveAsync(gone, cancel).ConfigureAwait(false);
        }
        catch (UserErrorException)
        {
            _indexIsStale = true;
        }
    }

    private bool IsUnsaved(string id)
    {
        lock (_gate)
            return _unsaved.Contains(id);
    }

    private void Lose(ClipTake take, Exception cause)
    {
        take.Drop();
        ClipMetrics.Lost.WithLabels(cause is UserErrorException ? "no-room" : "disk").Inc();
        var why = cause is UserErrorException ? cause.Message : FileFault.Text(cause);
        if (why != _lastTrouble)
            Lost(log, take.Stream.Value, why);
        _lastTrouble = why;
    }

    [LoggerMessage(72, LogLevel.Error, "A clip of stream {Stream} is lost: {Why}. The analysis goes on; what else is lost is counted (davf_clips_lost_total).")]
    private static partial void Lost(ILogger log, string stream, string why);
}
