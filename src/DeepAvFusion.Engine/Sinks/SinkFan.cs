using DeepAvFusion.Sinks;

namespace DeepAvFusion.Engine.Sinks;

/// <summary>Brings each item to every sink's port. Each port has its own queue, so a slow sink costs only its own items unless it is told to be waited for.</summary>
internal sealed class SinkFan(IReadOnlyList<SinkPort> ports)
{
    public IReadOnlyList<SinkPort> Ports => ports;

    /// <summary>The item stays the caller's.</summary>
    public async ValueTask BringAsync(SinkItem item, CancellationToken cancel)
    {
        foreach (var port in ports)
            await port.BringAsync(item, cancel).ConfigureAwait(false);
    }
}
