using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using DeepAvFusion.Core;
using DeepAvFusion.Store.Events;
using DeepAvFusion.Store.Writing;
using Microsoft.Extensions.Logging;

namespace DeepAvFusion.Sinks.Webhooks;

/// <summary>One webhook: what waits for it on disk, and the one who sends it, one message at a time and in order. What fails is tried again, ever more slowly; what was tried for too long is put aside.</summary>
internal sealed partial class WebhookDelivery : IAsyncDisposable
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(5);

    private readonly OutputSettings _outputs;
    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly LineSpool _waiting;
    private readonly LineSpool _aside;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _more = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;
    private string? _trouble;

    public WebhookDelivery(WebhookSettings settings, OutputSettings outputs, HttpClient http, TimeProvider time, ILogger log)
    {
        (Settings, _outputs, _http, _time, _log) = (settings, outputs, http, time, log);
        _waiting = new LineSpool(Path.Combine(outputs.Folder, $"{settings.Name}.jsonl"), outputs.Limit);
        _aside = new LineSpool(Path.Combine(outputs.Folder, $"{settings.Name}.undelivered.jsonl"), outputs.Limit);
        WebhookMetrics.ShowTrouble(settings.Name, isFailing: false);
        _work = Task.Run(WorkAsync);
    }

    public WebhookSettings Settings { get; }

    /// <summary>Adds messages; they are on the disk when it returns.</summary>
    /// <exception cref="UserErrorException">They cannot be kept; none was added.</exception>
    public void Add(IReadOnlyList<StoredEvent> events) => Add([.. events.Select(WebhookMessage.Of)]);

    /// <inheritdoc cref="Add(IReadOnlyList{StoredEvent})"/>
    public void Add(IReadOnlyList<byte[]> messages)
    {
        if (messages.Count == 0)
            return;
        using var lines = new MemoryStream();
        foreach (var message in messages)
        {
            lines.Write(message);
            lines.WriteByte((byte)'\n');
        }
        lock (_lock)
        {
            if (_waiting.TryAdd(lines) is { } why)
                throw new UserErrorException($"What waits for the webhook {Settings.Name}, '{_waiting.File}', {why}; its messages are lost until that is mended. Make room, raise davf.outputs.spool.limit, or set davf.outputs.spool.folder to another disk.");
            ShowWaiting();
        }
        _more.Release();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _work.ConfigureAwait(false);
        _waiting.Dispose();
        _aside.Dispose();
        _more.Dispose();
        _stop.Dispose();
    }

    private async Task WorkAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                await _more.WaitAsync(_stop.Token).ConfigureAwait(false);
                try
                {
                    await EmptyAsync(_stop.Token).ConfigureAwait(false);
                }
                catch (Exception e) when (FileFault.Is(e))
                {
                    Fail($"what waits for it, '{_waiting.File}', cannot be read: {FileFault.Text(e)}");
                    await Task.Delay(LongestWait, _time, _stop.Token).ConfigureAwait(false);
                    _more.Release();
                }
            }
        }
        catch (OperationCanceledException)
        {
            await LastAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Sends until nothing waits.</summary>
    private async Task EmptyAsync(CancellationToken cancel)
    {
        var (wait, since) = (FirstWait, _time.GetUtcNow());
        while (Next() is { } next)
        {
            var (failure, asked) = await SendAsync(next.Line, cancel).ConfigureAwait(false);
            if (failure is null)
            {
                Done(next.Bytes, WebhookMetrics.Delivered);
                (wait, since) = (FirstWait, _time.GetUtcNow());
                continue;
            }
            Fail(failure);
            if (_time.GetUtcNow() - since >= _outputs.GiveUp)
            {
                PutAside(next.Line);
                Done(next.Bytes, WebhookMetrics.Undelivered);
                since = _time.GetUtcNow();
                continue;
            }
            await Task.Delay(asked ?? (wait * (0.8 + (0.4 * Random.Shared.NextDouble()))), _time, cancel).ConfigureAwait(false);
            wait = wait * 2 > LongestWait ? LongestWait : wait * 2;
        }
    }

    /// <summary>What came last is sent while that works.</summary>
    private async Task LastAsync()
    {
        using var limit = new CancellationTokenSource(LastMoment);
        try
        {
            while (Next() is { } next && (await SendAsync(next.Line, limit.Token).ConfigureAwait(false)).Failure is null)
                Done(next.Bytes, WebhookMetrics.Delivered);
        }
        catch (Exception e) when (e is OperationCanceledException || FileFault.Is(e))
        {
            // the rest waits for the next start
        }
    }

    /// <summary>The oldest message that can be read; a line that is none is counted and left out.</summary>
    private (byte[] Line, long Bytes)? Next()
    {
        lock (_lock)
        {
            while (_waiting.Read(1) is { Lines: [var line], Bytes: var bytes })
            {
                if (IsMessage(line))
                    return (line, bytes);
                WebhookMetrics.Unreadable(Settings.Name);
                _waiting.Take(bytes);
            }
            return null;
        }
    }

    private static bool IsMessage(byte[] line)
    {
        try
        {
            return WebhookMessage.IdOf(line).Length > 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <returns>What was wrong, in words, and how long the receiver asked to wait.</returns>
    private async Task<(string? Failure, TimeSpan? Wait)> SendAsync(byte[] line, CancellationToken cancel)
    {
        var (id, now) = (WebhookMessage.IdOf(line), _time.GetUtcNow());
        using var request = new HttpRequestMessage(HttpMethod.Post, Settings.Url) { Content = new ByteArrayContent(line) { Headers = { ContentType = new MediaTypeHeaderValue("application/cloudevents+json", "utf-8") } } };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        if (Settings.Secrets.Count > 0)
            request.Headers.TryAddWithoutValidation("webhook-signature", string.Join(' ', Settings.Secrets.Select(secret => secret.Sign(id, now, line))));
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
            if (answer.IsSuccessStatusCode)
                return (null, null);
            var asked = answer.Headers.RetryAfter is { } after ? after.Delta ?? (after.Date - now) : null;
            return (FormattableString.Invariant($"it answers {(int)answer.StatusCode}"), asked > TimeSpan.Zero ? (asked < LongestWait ? asked : LongestWait) : null);
        }
        catch (HttpRequestException e)
        {
            return (e.Message.TrimEnd('.'), null);
        }
        catch (TaskCanceledException) when (!cancel.IsCancellationRequested)
        {
            return ("it does not answer", null);
        }
    }

    private void Done(long bytes, Action<string> count)
    {
        lock (_lock)
        {
            _waiting.Take(bytes);
            ShowWaiting();
        }
        count(Settings.Name);
        if (count != WebhookMetrics.Delivered || _trouble is null)
            return;
        _trouble = null;
        WebhookMetrics.ShowTrouble(Settings.Name, isFailing: false);
        Recovered(_log, Settings.Name);
    }

    private void Fail(string failure)
    {
        WebhookMetrics.Failed(Settings.Name);
        WebhookMetrics.ShowTrouble(Settings.Name, isFailing: true);
        if (failure != _trouble)
            Failing(_log, Settings.Name, Settings.Url.Host, failure);
        _trouble = failure;
    }

    private void PutAside(byte[] line)
    {
        using var lines = new MemoryStream();
        lines.Write(line);
        lines.WriteByte((byte)'\n');
        lock (_lock)
        {
            if (_aside.TryAdd(lines) is { } why)
                Lost(_log, Settings.Name, _aside.File, why);
            else
                Aside(_log, Settings.Name, _outputs.GiveUp, _aside.File);
        }
    }

    private void ShowWaiting() => WebhookMetrics.ShowWaiting(Settings.Name, _waiting.Waiting);

    [LoggerMessage(20, LogLevel.Error, "The webhook {Name} ({Host}) cannot be told: {Failure}. Its messages wait and are tried again.")]
    private static partial void Failing(ILogger log, string name, string host, string failure);

    [LoggerMessage(21, LogLevel.Information, "The webhook {Name} is told again.")]
    private static partial void Recovered(ILogger log, string name);

    [LoggerMessage(22, LogLevel.Error, "A message for the webhook {Name} was tried for {GiveUp} and is put aside in '{File}'.")]
    private static partial void Aside(ILogger log, string name, TimeSpan giveUp, string file);

    [LoggerMessage(23, LogLevel.Error, "A message for the webhook {Name} was tried for too long and is lost: '{File}' {Why}.")]
    private static partial void Lost(ILogger log, string name, string file, string why);
}
