using System.Text.Json;
using System.Threading.Channels;
using DeepAvFusion.Core;
using DeepAvFusion.Sinks.Alerts;
using DeepAvFusion.Store.Alerts;
using DeepAvFusion.Store.Writing;
using Microsoft.Extensions.Logging;

namespace DeepAvFusion.Engine.Alerts;

/// <summary>
/// Keeps what becomes of alerts, then hands it to the outputs, then keeps that it did: killed in between, it hands over the same again under the same id. While the store cannot be written, alerts
/// wait in a spool and people are told all the same.
/// </summary>
public sealed partial class AlertJournal : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Channel<(IReadOnlyList<StoredAlert> Alerts, TaskCompletionSource Safe)> _queue = Channel.CreateUnbounded<(IReadOnlyList<StoredAlert>, TaskCompletionSource)>(new() { SingleReader = true });
    private readonly Dictionary<string, StoredAlert> _latest = new(StringComparer.Ordinal);        // of which something is still to be told
    private readonly Dictionary<string, int> _told = new(StringComparer.Ordinal);
    private readonly AlertTable _table;
    private readonly LineSpool _spool;
    private readonly IReadOnlyList<IAlertOutput> _outputs;
    private readonly TimeProvider _time;
    private readonly ILogger<AlertJournal> _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;
    private string? _trouble;
    private string? _outputTrouble;

    /// <param name="spool">Lines of alerts that the store could not take.</param>
    public AlertJournal(AlertTable table, LineSpool spool, IReadOnlyList<IAlertOutput> outputs, TimeProvider time, ILogger<AlertJournal> log)
    {
        (_table, _spool, _outputs, _time, _log) = (table, spool, outputs, time, log);
        _work = Task.Run(WorkAsync);
    }

    /// <summary>Why alerts cannot be kept or handed over at present; null when they can.</summary>
    public string? Trouble => _trouble ?? _outputTrouble;

    /// <summary>Alerts that go on, and the latest of each rule and stream, from the store and its spool. Of some, somebody may still have to be told: that is done.</summary>
    /// <exception cref="UserErrorException">They cannot be read.</exception>
    public async Task<IReadOnlyList<StoredAlert>> OpenAsync(CancellationToken cancel)
    {
        await KeepAsync([]).WaitAsync(cancel).ConfigureAwait(false);                              // what waits in the spool comes first
        var loaded = await _table.PendingAsync(cancel).ConfigureAwait(false);
        await KeepAsync(loaded).WaitAsync(cancel).ConfigureAwait(false);
        return [.. (await _table.LatestAsync(cancel).ConfigureAwait(false)).UnionBy(loaded, alert => alert.Id)];
    }

    /// <summary>Completes when they are safe: in the store or, where that fails, in the spool.</summary>
    /// <exception cref="UserErrorException">Neither could be written; people are told all the same.</exception>
    public Task KeepAsync(IReadOnlyList<StoredAlert> alerts)
    {
        var safe = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _queue.Writer.TryWrite((alerts, safe)) ? safe.Task : throw new ObjectDisposedException(nameof(AlertJournal));
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stop.CancelAsync().ConfigureAwait(false);
        await _work.ConfigureAwait(false);
        _spool.Dispose();
        _stop.Dispose();
    }

    private async Task WorkAsync()
    {
        while (await NextAsync().ConfigureAwait(false))
        {
            var brought = new List<(IReadOnlyList<StoredAlert> Alerts, TaskCompletionSource Safe)>();
            while (_queue.Reader.TryRead(out var next))
                brought.Add(next);
            var alerts = brought.SelectMany(one => one.Alerts).GroupBy(alert => alert.Id, StringComparer.Ordinal).Select(same => Told(same.Last())).ToList();
            var failure = await SaveAsync(alerts).ConfigureAwait(false);
            foreach (var alert in alerts)
                _latest[alert.Id] = alert;
            await TellAsync().ConfigureAwait(false);
            foreach (var (_, safe) in brought)
                _ = failure is null ? safe.TrySetResult() : safe.TrySetException(failure);
            AlertMetrics.ShowJournal(_spool.Waiting, Trouble is not null);
        }
    }

    /// <summary>Waits for news or, where something is left to do, for the next try. False when nothing more comes.</summary>
    private async Task<bool> NextAsync()
    {
        if (_latest.Count == 0 && _spool.Waiting <= 0)
            return await _queue.Reader.WaitToReadAsync().ConfigureAwait(false);
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var more = _queue.Reader.WaitToReadAsync(pause.Token).AsTask();
        await Task.WhenAny(more, Task.Delay(Pause, _time, pause.Token)).ConfigureAwait(false);
        if (!more.IsCompleted)
            await pause.CancelAsync().ConfigureAwait(false);
        try
        {
            return await more.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return !_stop.IsCancellationRequested || _queue.Reader.TryPeek(out _);
        }
    }

    /// <returns>Why they are not safe; null when they are.</returns>
    private async Task<UserErrorException?> SaveAsync(List<StoredAlert> alerts)
    {
        try
        {
            await DrainAsync().ConfigureAwait(false);
            if (alerts.Count > 0)
                await _table.WriteAsync(alerts, CancellationToken.None).ConfigureAwait(false);
            if (_trouble is not null)
                Recovered(_log);
            _trouble = null;
            return null;
        }
        catch (UserErrorException e)
        {
            if (_trouble != e.Message)
                Failed(_log, e.Message);
            _trouble = e.Message;
            if (alerts.Count == 0)
                return null;
            using var lines = new MemoryStream();
            foreach (var alert in alerts)
            {
                JsonSerializer.Serialize(lines, alert);
                lines.WriteByte((byte)'\n');
            }
            return _spool.TryAdd(lines) is { } why ? new UserErrorException($"{e.Message} Their spool '{_spool.File}' {why}, too: what becomes of alerts is not kept until the store works again.") : null;
        }
    }

    /// <summary>What waits in the spool goes to the store first, so that later news stays later.</summary>
    private async Task DrainAsync()
    {
        while (_spool.Waiting > 0 && _spool.Read(100) is { Bytes: > 0 } some)
        {
            foreach (var alert in some.Lines.Select(Read).OfType<StoredAlert>())
                await _table.WriteAsync([alert], CancellationToken.None).ConfigureAwait(false);
            _spool.Take(some.Bytes);
        }
    }

    private async Task TellAsync()
    {
        foreach (var alert in _latest.Values.ToList())
        {
            var told = _told.GetValueOrDefault(alert.Id, alert.Told);
            var notices = alert.Notes.Where(note => note.Number > told).Select(note => new AlertNotice(AsOf(alert, note), note)).ToList();
            try
            {
                if (notices.Count > 0)
                {
                    foreach (var output in _outputs)
                        output.Tell(notices);
                    _told[alert.Id] = notices[^1].Note.Number;
                }
                if (_told.TryGetValue(alert.Id, out var last) && last > alert.Told && _trouble is null)
                    await _table.ToldAsync(alert.Id, last, CancellationToken.None).ConfigureAwait(false);
                if (_trouble is null)
                    _latest.Remove(alert.Id);
                if (alert.IsClosed && _trouble is null)
                    _told.Remove(alert.Id);
                _outputTrouble = null;
            }
            catch (UserErrorException e)
            {
                if (_outputTrouble != e.Message)
                    Untold(_log, e.Message);
                _outputTrouble = e.Message;
            }
        }
    }

    /// <summary>The alert as it was when a note was made: what came later is not known to it.</summary>
    private static StoredAlert AsOf(StoredAlert alert, AlertNote note) => note.Number == alert.Notes[^1].Number ? alert : alert with { Notes = [.. alert.Notes.Where(one => one.Number <= note.Number)] };

    private StoredAlert Told(StoredAlert alert) => alert with { Told = Math.Max(alert.Told, _told.GetValueOrDefault(alert.Id)) };

    private static StoredAlert? Read(byte[] line)
    {
        try
        {
            return JsonSerializer.Deserialize<StoredAlert>(line);
        }
        catch (JsonException)
        {
            return null;                                                // a line that a killed process left unfinished was never said to be safe
        }
    }

    [LoggerMessage(50, LogLevel.Error, "{Line} Alerts go to their spool until then.")]
    private static partial void Failed(ILogger log, string line);

    [LoggerMessage(51, LogLevel.Information, "Alerts are kept again.")]
    private static partial void Recovered(ILogger log);

    [LoggerMessage(52, LogLevel.Error, "An output cannot be told of alerts, and is told again later: {Line}")]
    private static partial void Untold(ILogger log, string line);
}
