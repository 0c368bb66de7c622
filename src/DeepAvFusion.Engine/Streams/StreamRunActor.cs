using Akka.Actor;
using Akka.Event;
using Akka.Streams;
using DeepAvFusion.Core;
using DeepAvFusion.Inference.Assembly;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Media.Windowing;
using DeepAvFusion.Sinks;
using static DeepAvFusion.Engine.Streams.StreamProtocol;

namespace DeepAvFusion.Engine.Streams;

/// <summary>One run of a stream: one FFmpeg process, one graph, one cancellation. It lives until the media ends, the source fails or it is stopped, and tells its parent which.</summary>
internal sealed class StreamRunActor : ReceiveActor
{
    private readonly StreamPlan _plan;
    private readonly RunId _run = RunId.Next();
    private readonly CancellationTokenSource _cancel = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private MediaSource? _source;
    private UniqueKillSwitch? _switch;
    private bool _draining;

    public StreamRunActor(StreamPlan plan)
    {
        _plan = plan;
        Receive<MediaSource>(Begin);
        Receive<DrainRun>(_ => Drain());
        Receive<RunEnded>(End);
    }

    protected override void PreStart()
    {
        _plan.Board.Enter(_plan.Stream, Status.StreamState.Connecting, "opening the source");
        var (run, self) = (_run, Self);
        MediaSource.OpenAsync(_plan.Stream, run, _plan.Uri, _plan.Source, _plan.Time, _cancel.Token)
            .PipeTo(self, failure: cause => new RunEnded(run, cause));
    }

    protected override void PostStop()
    {
        _cancel.Cancel();
        if (_source is { } source)
            _ = DisposeQuietly(source);
        _cancel.Dispose();
    }

    private void Begin(MediaSource source)
    {
        _source = source;
        if (_draining)
        {
            Self.Tell(new RunEnded(_run, null));
            return;
        }
        var format = source.Format;
        var isLive = _plan.IsLive ?? source.IsLive;
        Context.Parent.Tell(new RunOpened(_run, format));
        var context = new RunContext(
            _plan.Stream, _run,
            () => new SlidingWindower(_plan.Stream, _run, _plan.Windows, format.HasPicture, format.HasSound),
            () => new StreamAssembler(_plan.Assembly, _plan.Time),
            _plan.Inference, _plan.Sinks, _plan.Board, _plan.Time,
            WindowsUnderWay: isLive ? _plan.Batch.PerStream + (2 * _plan.Batch.Size) : _plan.Batch.PerStream,   // a file never fills its queue
            _plan.Patience, _cancel.Token);
        var (run, self) = (_run, Self);
        var started = new RunStartedItem(_plan.Stream, run, format.HasPicture, format.HasSound, format.Width, format.Height);
        var (killSwitch, done) = StreamGraph.Build(context, () => Frames(source, started)).Run(Context.Materializer());
        _switch = killSwitch;
        done.PipeTo(self, success: _ => new RunEnded(run, null), failure: cause => new RunEnded(run, cause));
    }

    private async IAsyncEnumerable<AvFrame> Frames(MediaSource source, RunStartedItem started)
    {
        await _plan.Sinks.BringAsync(started, _cancel.Token).ConfigureAwait(false);
        await foreach (var frame in source.ReadAsync(_cancel.Token).ConfigureAwait(false))
            yield return frame;
    }

    private void Drain()
    {
        _draining = true;
        _switch?.Shutdown();
        if (_switch is null && _source is null)
            _cancel.Cancel();
    }

    private void End(RunEnded ended)
    {
        if (ended.Cause is { } cause and not UserErrorException and not OperationCanceledException)
            _log.Error(cause, "Stream {0}, {1} failed", _plan.Stream, _run);
        Context.Parent.Tell(_draining ? ended with { Cause = null } : ended);
        _ = _plan.Sinks.BringAsync(new RunEndedItem(_plan.Stream, _run), CancellationToken.None).AsTask();
        Context.Stop(Self);
    }

    private async Task DisposeQuietly(MediaSource source)
    {
        try
        {
            await source.DisposeAsync().ConfigureAwait(false);
        }
        catch (UserErrorException e)
        {
            _log.Warning("Stream {0}: closing the source: {1}", _plan.Stream, e.Message);
        }
    }
}
