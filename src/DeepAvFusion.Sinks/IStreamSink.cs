namespace DeepAvFusion.Sinks;

/// <summary>Somewhere results go. Of one stream it gets one item at a time, in order; streams are written side by side. Disposing it finishes what it writes.</summary>
public interface IStreamSink : IAsyncDisposable
{
    /// <summary>Short name for settings, metrics and messages, such as `jsonl`.</summary>
    string Name { get; }

    /// <summary>True when this sink wants items of this type; others are not brought to it.</summary>
    bool Wants(Type item);

    /// <summary>Handles one item, which stays the caller's to dispose: a sink that keeps it retains it.</summary>
    /// <exception cref="DeepAvFusion.Core.UserErrorException">It cannot be written, such as a full disk; the message says so.</exception>
    ValueTask WriteAsync(SinkItem item, CancellationToken cancel);
}
