using System.Threading.Channels;
using DeepAvFusion.Core;
using DeepAvFusion.Store.Databases;
using DeepAvFusion.Store.Events;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace DeepAvFusion.Store.Writing;

/// <summary>
/// The one writer of events: whatever waits when a write has ended goes together into the next. While the database cannot be written, news goes to the spool, and from there to the database when it can be
/// again. Whoever brings news waits until it is safe in one of the two.
/// </summary>
public sealed partial class EventWriter : IAsyncDisposable
{
    private const int Most = 1000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    // bounded by those who bring: each waits for its own
    private readonly Channel<(IReadOnlyList<StoredEvent> News, TaskCompletionSource Safe)> _queue = Channel.CreateUnbounded<(IReadOnlyList<StoredEvent>, TaskCompletionSource)>(new() { SingleReader = true });
    private readonly StoreDatabase _database;
    private readonly EventTable _events;
    private readonly EventSpool _spool;
    private readonly TimeProvider _time;
    private readonly ILogger<EventWriter> _log;
    private readonly Task _work;
    private Task<bool>? _next;
    private DateTimeOffset _tryAgainAt;

    public EventWriter(StoreDatabase database, EventTable events, EventSpool spool, TimeProvider time, ILogger<EventWriter> log)
    {
        (_database, _events, _spool, _time, _log) = (database, events, spool, time, log);
        _work = Task.Run(WorkAsync);
    }

    /// <summary>Why the database cannot be written at present; null when it can.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Bytes that wait in the spool.</summary>
    public long Waiting => _spool.Waiting;

    /// <summary>Completes when the news is in the database or, where that fails, in the spool.</summary>
    /// <exception cref="UserErrorException">Neither could be written.</exception>
    public Task WriteAsync(IReadOnlyList<StoredEvent> news)
    {
        var safe = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _queue.Writer.TryWrite((news, safe)) ? safe.Task : throw new ObjectDisposedException(nameof(EventWriter));
    }

    /// <summary>What was brought is made safe first.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _work.ConfigureAwait(false);
        _spool.Dispose();
    }

    private async Task WorkAsync()
    {
        if (!_database.IsReady)
            await SaveAsync([]).ConfigureAwait(false);
        while (await NextAsync().ConfigureAwait(false))
        {
            var brought = new List<(IReadOnlyList<StoredEvent> News, TaskCompletionSource Safe)>();
            for (var count = 0; count < Most && _queue.Reader.TryRead(out var next); count += next.News.Count)
                brought.Add(next);
            try
            {
                await SaveAsync([.. brought.SelectMany(one => one.News)]).ConfigureAwait(false);
                brought.ForEach(one => one.Safe.TrySetResult());
            }
            catch (Exception e)
            {
                brought.ForEach(one => one.Safe.TrySetException(e));        // told to each that waits; the next may do better
            }
            StoreMetrics.Waiting.Set(Waiting);
        }
    }

    /// <summary>Waits for news or, where something waits in the spool or for the database itself, for the next try. False when nothing more comes.</summary>
    private async Task<bool> NextAsync()
    {
        _next ??= _queue.Reader.WaitToReadAsync().AsTask();
        if (_spool.Waiting > 0 || !_database.IsReady)
            await Task.WhenAny(_next, Task.Delay(_time.GetUtcNow() < _tryAgainAt ? _tryAgainAt - _time.GetUtcNow() : TimeSpan.Zero, _time)).ConfigureAwait(false);
        else
            await _next.ConfigureAwait(false);
        if (!_next.IsCompleted)
            return true;
        var isMore = await _next.ConfigureAwait(false);
        _next = null;
        return isMore;
    }

    private async Task SaveAsync(IReadOnlyList<StoredEvent> news)
    {
        if (_time.GetUtcNow() >= _tryAgainAt)
        {
            try
            {
                if (!_database.IsInPlace)
                    BeginAnew();
                if (news.Count > 0)
                    await StoreAsync(news).ConfigureAwait(false);
                await _spool.DrainAsync(Most, StoreAsync).ConfigureAwait(false);
                Recover();
                return;
            }
            catch (Exception e) when (StoreDatabase.IsTrouble(e) || e is UserErrorException)
            {
                Fail(e);
            }
        }
        if (news.Count == 0)
            return;
        _spool.Add(news, Trouble!);
        StoreMetrics.Spooled.Inc(news.Count);
    }

    private async Task StoreAsync(IReadOnlyList<StoredEvent> news)
    {
        using (StoreMetrics.Seconds.NewTimer())
            await _events.WriteAsync(news, CancellationToken.None).ConfigureAwait(false);
        StoreMetrics.Written.Inc(news.Count);
    }

    /// <summary>What was opened was deleted or replaced: a write into it would be lost without an error.</summary>
    private void BeginAnew()
    {
        if (_database.IsReady)
            Begun(_log, _database.Place);
        _events.Forget();
        _database.Migrate();
    }

    private void Fail(Exception cause)
    {
        var line = (cause as UserErrorException ?? _database.Trouble(cause)).Message;
        if (line != Trouble)
            Failed(_log, line);
        Trouble = line;
        _tryAgainAt = _time.GetUtcNow() + Pause;
        StoreMetrics.Failing.Set(1);
    }

    private void Recover()
    {
        if (Trouble is not null)
            Recovered(_log, _database.Place);
        Trouble = null;
        StoreMetrics.Failing.Set(0);
    }

    [LoggerMessage(10, LogLevel.Error, "{Line} Events go to the spool until then.")]
    private static partial void Failed(ILogger log, string line);

    [LoggerMessage(11, LogLevel.Information, "The store {Place} is written again.")]
    private static partial void Recovered(ILogger log, string place);

    [LoggerMessage(12, LogLevel.Error, "The store {Place} was deleted or replaced while it was in use; it is begun anew.")]
    private static partial void Begun(ILogger log, string place);
}
