using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Sinks;

/// <summary>What sinks are given. Whoever holds an item disposes it.</summary>
public abstract record SinkItem(StreamId Stream, RunId Run) : IDisposable
{
    /// <summary>The same item for one more holder.</summary>
    public virtual SinkItem Retain() => this;

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives back what the item holds.</summary>
    protected virtual void Release()
    {
    }
}

/// <summary>A window's results.</summary>
public sealed record AnalysisItem(AvAnalysis Analysis) : SinkItem(Analysis.Stream, Analysis.Run);

/// <summary>A decoded picture, for sinks that draw.</summary>
public sealed record PictureItem(StreamId Stream, RunId Run, PictureFrame Picture) : SinkItem(Stream, Run)
{
    public override SinkItem Retain()
    {
        Picture.Retain();
        return this;
    }

    protected override void Release() => Picture.Dispose();
}

/// <summary>A preview picture, for people who watch live.</summary>
public sealed record PreviewItem(StreamId Stream, RunId Run, PreviewFrame Preview) : SinkItem(Stream, Run)
{
    public override SinkItem Retain()
    {
        Preview.Retain();
        return this;
    }

    protected override void Release() => Preview.Dispose();
}

/// <summary>A run begins; what its source offers.</summary>
public sealed record RunStartedItem(StreamId Stream, RunId Run, bool HasPicture, bool HasSound, int Width, int Height) : SinkItem(Stream, Run);

/// <summary>Monitoring found something wrong, finds it still, or finds it gone.</summary>
/// <param name="Number">Unique within the run, among its events too.</param>
/// <param name="Kind">Such as `black`.</param>
/// <param name="Until">The last moment that is known of it.</param>
/// <param name="Level">Of the loudest channel, dBFS RMS.</param>
public sealed record FaultItem(StreamId Stream, RunId Run, long Number, string Kind, DateTimeOffset Since, DateTimeOffset Until, bool IsOver, double Level) : SinkItem(Stream, Run)
{
    /// <summary>What stands in place of an event's verdict.</summary>
    public const string Verdict = "fault";
}

/// <summary>A run is over; nothing of it follows.</summary>
public sealed record RunEndedItem(StreamId Stream, RunId Run) : SinkItem(Stream, Run);

/// <summary>A stream is no longer configured; nothing of it follows.</summary>
public sealed record StreamGoneItem(StreamId Stream) : SinkItem(Stream, default(RunId));
