using System.Runtime.CompilerServices;
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

/// <summary>One run of a stream: one FFmpeg process for each source, one graph, one cancellation. It lives until the media ends, the source fails or it is stopped, and tells its parent which.</summary>
internal sealed class StreamRunActor : ReceiveActor
{
    private const int MostFailedInARow = 2;

    private readonly StreamPlan _plan;
    private readonly RunId _run = RunId.Next();
    private readonly CancellationTokenSource _cancel = new();
    private readonly InFlight _inside = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private IFrameSource? _source;
    private UniqueKillSwitch? _switch;
    private bool _draining;
    private bool _over;
    private int _failedInARow;

    public static Props Props(StreamPlan plan) => Akka.Actor.Props.Create(() => new StreamRunActor(plan));

    public StreamRunActor(StreamPlan plan)
    {
        _plan = plan;
        Receive<IFrameSource>(Begin);
        Receive<DrainRun>(_ => Drain());
        Receive<WindowDone>(Judge);
        Receive<SourceRemark>(remark => Context.Parent.Tell(remark));
        Receive<SideChanged>(news => Context.Parent.Tell(news));
        Receive<RunEnded>(End);
    }

    protected override void PreStart()
    {
        _plan.Board.Enter(_plan.Stream, Status.StreamState.Connecting, "opening the source");
        _plan.Monitored?.Begin(_run);
        var (run, self) = (_run, Self);
        FrameSources.OpenAsync(_plan, run, _cancel.Token)
            .PipeTo(self, failure: cause => new RunEnded(run, cause));
    }

    protected override void PostStop()
    {
        _cancel.Cancel();
        Over();
        _inside.Dispose();                                          // the graph, which belongs to this actor, has ended
        if (_source is { } source)
            _ = DisposeQuietly(source);
        _cancel.Dispose();
    }

    private void Begin(IFrameSource source)
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
        var (run, self, cancel) = (_run, Self, _cancel.Token);
        source.Remarked += text => self.Tell(new SourceRemark(run, text));
        (source as PairedSource)?.Watch(side => self.Tell(new SideChanged(run, side.Part, side.Away, source.Format)));
        var context = new RunContext(
            _plan.Stream, _run,
            () => new SlidingWindower(_plan.Stream, _run, _plan.Windows, format.HasPicture, format.HasSound) { KeepsStill = format.IsRecording || format.Duration is not null },
            () => new StreamAssembler(_plan.Assembly, _plan.Time),
            _plan.Inference, _plan.Sinks, _plan.Board, _plan.Time, _inside,
            WindowsUnderWay: isLive ? _plan.Batch.PerStream + (2 * _plan.Batch.Size) : _plan.Batch.PerStream,   // a file never fills its queue
            _plan.Patience, self, cancel)
        {
            Clock = () => (source as MediaSource)?.Clock,
            MostReady = _plan.Batch.PerStream,
            Shed = isLive ? Shed : null,
            Recall = isLive ? _plan.Recall : null,
            Monitored = _plan.Monitored,
        };
        var started = new RunStartedItem(_plan.Stream, run, format.HasPicture, format.HasSound, format.Width, format.Height);
        var (killSwitch, done) = StreamGraph.Build(context, () => Frames(source, started, cancel)).Run(Context.Materializer());
        _switch = killSwitch;
        done.PipeTo(self, success: _ => new RunEnded(run, null), failure: cause => new RunEnded(run, cause));
    }

    private void Shed(AvWindow window)
    {
        window.Dispose();
        _plan.Board.Lost(_plan.Stream, Status.StatusBoard.Inference, LossReason.Stale);
    }

    private async IAsyncEnumerable<AvFrame> Frames(IFrameSource source, RunStartedItem started, [EnumeratorCancellation] CancellationToken cancel)
    {
        await _plan.Sinks.BringAsync(started, cancel).ConfigureAwait(false);
        await foreach (var frame in source.ReadAsync(cancel).ConfigureAwait(false))
            yield return _inside.Enter(frame);
    }

    /// <summary>One window may be at fault itself; when they fail one after another, nothing of the stream is analysed.</summary>
    private void Judge(WindowDone window)
    {
        var wasFailing = _failedInARow >= MostFailedInARow;
        _failedInARow = window.Failure is null ? 0 : _failedInARow + 1;
        if (_failedInARow >= MostFailedInARow != wasFailing)
            Context.Parent.Tell(new RunFailing(_run, window.Failure));
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
        Over();
        Context.Parent.Tell(_draining ? ended with { Cause = null } : ended with { Shortfall = _source?.Shortfall, OpenAnew = _source?.OpenAnew });
        _ = _plan.Sinks.BringAsync(new RunEndedItem(_plan.Stream, _run), CancellationToken.None).AsTask();
        Context.Stop(Self);
    }

    /// <summary>Nothing is known any more of what was wrong; the next run may have begun meanwhile.</summary>
    private void Over()
    {
        if (!_over)
            _plan.Monitored?.Over();
        _over = true;
    }

    private async Task DisposeQuietly(IFrameSource source)
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
