using DeepAvFusion.Core;

namespace DeepAvFusion.Media.Sources;

/// <summary>What follows in a recording that is read in stretches, as a source of its own.</summary>
internal sealed class SourceSequel(SourceOpening opening, SourceRemarks remarks) : IAsyncDisposable
{
    private MediaSource? _source;
    private string? _unread;
    private volatile bool _disposed;

    /// <summary>How it is to be read; null where nothing follows.</summary>
    public SourceWay? Way { get; set; }

    /// <summary>What is missing of it, in one line; null while nothing is known to be.</summary>
    public string? Shortfall => _source is null ? _unread : _source.Shortfall;

    /// <param name="at">Where the media has come to.</param>
    /// <returns>Null where nothing follows, or what follows cannot be read.</returns>
    public async Task<MediaSource?> OpenAsync(MediaTime at, CancellationToken cancellation)
    {
        if (Way is null)
            return null;
        try
        {
            _source = await opening.OpenAsync(Way, cancellation).ConfigureAwait(false);
        }
        catch (SourceException e)
        {
            _unread = FormattableString.Invariant($"what follows {at.Seconds:0.#} s could not be read: {e.Message}");
            return null;
        }
        if (_disposed)
            await _source.DisposeAsync().ConfigureAwait(false);
        if (Way.Seek == TimeSpan.Zero)
            remarks.Say(FormattableString.Invariant($"what it holds changes at {_source.Began.Seconds:0.#} s: {_source.Format.Streams}"));
        return _source;
    }

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        if (_source is not null)
            await _source.DisposeAsync().ConfigureAwait(false);
    }
}
