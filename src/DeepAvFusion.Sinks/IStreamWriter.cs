namespace DeepAvFusion.Sinks;

/// <summary>The files of one stream in a <see cref="PerStreamSink"/>. One that failed is let go and opened anew with a later item.</summary>
public interface IStreamWriter : IAsyncDisposable
{
    /// <summary>Handles one item, which stays the caller's to dispose.</summary>
    /// <exception cref="DeepAvFusion.Core.UserErrorException">It cannot be written; the message says so.</exception>
    ValueTask WriteAsync(SinkItem item, CancellationToken cancel);
}
