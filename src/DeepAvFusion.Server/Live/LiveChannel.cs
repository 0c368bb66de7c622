using System.Net.WebSockets;
using System.Text.Json;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Sinks;
using DeepAvFusion.Sinks.JsonLines;
using DeepAvFusion.Sinks.Live;

namespace DeepAvFusion.Server.Live;

/// <summary>One viewer of one stream: sends what the stream brings, and the sound of the track the viewer chose.</summary>
internal sealed class LiveChannel(WebSocket socket, LiveWatch watch)
{
    private const int MostRequestBytes = 256;

    private TrackId? _listening;

    public async Task RunAsync(CancellationToken aborted)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        var requests = ReadRequestsAsync(stop);
        try
        {
            await foreach (var item in watch.ReadAsync(stop.Token).ConfigureAwait(false))
            {
                using (item)
                    await SendAsync(item, stop.Token).ConfigureAwait(false);
            }
            await socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, "the analyzer stops", stop.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // the viewer left
        }
        await stop.CancelAsync().ConfigureAwait(false);
        await requests.ConfigureAwait(false);
    }

    private async Task SendAsync(SinkItem item, CancellationToken cancel)
    {
        switch (item)
        {
            case PreviewItem { Preview: var preview }:
                await socket.SendAsync(LiveMessage.Picture(preview), WebSocketMessageType.Binary, true, cancel).ConfigureAwait(false);
                break;
            case AnalysisItem { Analysis: var analysis }:
                if (analysis.Map is { } map)
                    await socket.SendAsync(LiveMessage.Map(analysis, map), WebSocketMessageType.Binary, true, cancel).ConfigureAwait(false);
                await socket.SendAsync(AnalysisJson.Analysis(analysis), WebSocketMessageType.Text, true, cancel).ConfigureAwait(false);
                foreach (var chunk in analysis.Audio.Where(chunk => chunk.Track == _listening))
                    await socket.SendAsync(LiveMessage.Sound(chunk), WebSocketMessageType.Binary, true, cancel).ConfigureAwait(false);
                break;
        }
    }

    /// <summary>Reads `{"listen": "mixture" | "region-N" | "residual" | null}` until the viewer leaves.</summary>
    private async Task ReadRequestsAsync(CancellationTokenSource stop)
    {
        var buffer = new byte[MostRequestBytes];
        try
        {
            while (await socket.ReceiveAsync(buffer, stop.Token).ConfigureAwait(false) is { MessageType: WebSocketMessageType.Text, EndOfMessage: true, Count: var count })
                _listening = Track(buffer.AsSpan(0, count));
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or JsonException or InvalidOperationException)
        {
            // the viewer left, or sent what no page of ours sends (half a pair of surrogates is JSON and no text)
        }
        await stop.CancelAsync().ConfigureAwait(false);
    }

    private static TrackId? Track(ReadOnlySpan<byte> request)
    {
        var reader = new Utf8JsonReader(request);
        using var json = JsonDocument.ParseValue(ref reader);
        return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("listen", out var name)
            && name.ValueKind == JsonValueKind.String && TrackId.TryParse(name.GetString(), out var track) ? track : null;
    }
}
