using Microsoft.Extensions.Logging;

namespace DeepAvFusion.Sinks.Webhooks;

/// <summary>All webhooks at work. Disposing it sends what waits, for a moment; the rest waits on disk for the next start.</summary>
public sealed class WebhookOutbox : IAsyncDisposable
{
    private static readonly TimeSpan Connecting = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Answering = TimeSpan.FromSeconds(10);

    // a redirect may lead where the settings do not
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = Connecting, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Answering };

    public WebhookOutbox(OutputSettings settings, TimeProvider time, ILogger<WebhookOutbox> log) =>
        Deliveries = [.. settings.Webhooks.Select(hook => new WebhookDelivery(hook, settings, _http, time, log))];

    internal IReadOnlyList<WebhookDelivery> Deliveries { get; }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Deliveries.Select(delivery => delivery.DisposeAsync().AsTask())).ConfigureAwait(false);
        _http.Dispose();
    }
}
