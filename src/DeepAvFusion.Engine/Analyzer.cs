using Akka.Actor;
using Akka.Configuration;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Engine.Inference;
using DeepAvFusion.Engine.Sinks;
using DeepAvFusion.Engine.Status;
using DeepAvFusion.Engine.Streams;
using DeepAvFusion.Inference;
using DeepAvFusion.Sinks;

namespace DeepAvFusion.Engine;

/// <summary>The running analyzer, for those who start it: command line and server. Thread-safe.</summary>
public sealed class Analyzer : IAsyncDisposable
{
    private static readonly TimeSpan CommandPatience = TimeSpan.FromSeconds(10);

    private readonly ActorSystem _system;
    private readonly IActorRef _top;
    private readonly EngineSettings _settings;
    private readonly SinkFan _sinks;
    private bool _stopped;

    private Analyzer(ActorSystem system, AnalyzerParts parts, ModelIdentity model)
    {
        _system = system;
        _settings = parts.Settings;
        _sinks = parts.Sinks;
        Board = parts.Board;
        SinkBoard = parts.SinkBoard;
        Model = model;
        Device = parts.Device;
        _top = system.ActorOf(Props.Create(() => new AnalyzerActor(parts)), "analyzer");
    }

    public StatusBoard Board { get; }

    public SinkBoard SinkBoard { get; }

    public ModelIdentity Model { get; }

    public string Device { get; }

    /// <summary>Starts with the model loaded and no stream yet.</summary>
    /// <param name="sinks">Disposed by <see cref="StopAsync"/>.</param>
    /// <param name="oneShot">True: a stream's failure is final and full sinks are waited for (`analyze`). False: streams are retried, full sinks drop and count (`run`).</param>
    /// <exception cref="UserErrorException">The model or its device cannot be used.</exception>
    public static Analyzer Start(
        EngineSettings settings, Config akka, Func<IWindowAnalyzer> openModel, IReadOnlyList<IStreamSink> sinks, bool oneShot, TimeProvider time)
    {
        var first = openModel();
        var opened = 0;
        var fan = new SinkFan([.. sinks.Select(sink => new SinkPort(sink, settings.SinkCapacity, waits: oneShot))]);
        var parts = new AnalyzerParts(
            settings, () => Interlocked.Exchange(ref opened, 1) == 0 ? first : openModel(), first.Device, fan, new SinkBoard(), new StatusBoard(time), oneShot, time);
        return new Analyzer(ActorSystem.Create("davf", akka), parts, first.Identity);
    }

    /// <exception cref="UserErrorException">The name is taken or the URI cannot be used.</exception>
    public Task AddAsync(StreamSettings stream, CancellationToken cancel) => CommandAsync(new AnalyzerProtocol.AddStream(stream), cancel);

    /// <exception cref="UserErrorException">There is no such stream.</exception>
    public Task RemoveAsync(StreamId stream, CancellationToken cancel) => CommandAsync(new AnalyzerProtocol.RemoveStream(stream), cancel);

    /// <summary>Starts a stopped, ended or faulted stream now.</summary>
    /// <exception cref="UserErrorException">There is no such stream.</exception>
    public Task RestartAsync(StreamId stream, CancellationToken cancel) => CommandAsync(new StreamProtocol.Restart(stream), cancel);

    /// <summary>Stops a stream; its entry stays.</summary>
    /// <exception cref="UserErrorException">There is no such stream.</exception>
    public Task StopStreamAsync(StreamId stream, CancellationToken cancel) => CommandAsync(new StreamProtocol.Stop(stream), cancel);

    /// <summary>True when the inference actor answers, so its model is loaded.</summary>
    public async Task<bool> IsModelReadyAsync(CancellationToken cancel)
    {
        try
        {
            await _system.ActorSelection($"/user/analyzer/inference/{Device.Replace(':', '-')}")
                .Ask<InferenceProtocol.Described>(new InferenceProtocol.Describe(), _settings.Patience, cancel).ConfigureAwait(false);
            return true;
        }
        catch (AskTimeoutException)
        {
            return false;
        }
    }

    /// <summary>Drains: stops every source, lets out what is inside within the grace period, finishes the sinks. True when all came out in time.</summary>
    public async Task<bool> StopAsync()
    {
        if (_stopped)
            return true;
        _stopped = true;
        var inTime = await DrainAsync().ConfigureAwait(false);
        foreach (var port in _sinks.Ports)
            port.Close();
        var pumps = Task.WhenAll(_sinks.Ports.Select(port => port.Drained));
        inTime &= await Task.WhenAny(pumps, Task.Delay(_settings.Grace)).ConfigureAwait(false) == pumps;
        await _system.Terminate().ConfigureAwait(false);
        foreach (var port in _sinks.Ports)
        {
            port.Dispose();
            await port.Sink.DisposeAsync().ConfigureAwait(false);
        }
        return inTime;
    }

    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    private async Task<bool> DrainAsync()
    {
        try
        {
            await _top.Ask<AnalyzerProtocol.Done>(new AnalyzerProtocol.DrainAll(), _settings.Grace).ConfigureAwait(false);
            return true;
        }
        catch (AskTimeoutException)
        {
            return false;
        }
    }

    private async Task CommandAsync(object command, CancellationToken cancel)
    {
        if (await _top.Ask<object>(command, CommandPatience, cancel).ConfigureAwait(false) is AnalyzerProtocol.Refused refused)
            throw new UserErrorException(refused.Why);
    }
}
