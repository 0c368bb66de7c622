using Akka.Actor;
using Akka.Hosting;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine.Sinks;
using DeepAvFusion.Engine.Status;
using DeepAvFusion.Engine.Streams;

namespace DeepAvFusion.Engine;

/// <summary>The running analyzer, for those who use it: command line and server. Thread-safe.</summary>
public sealed class Analyzer
{
    private static readonly TimeSpan CommandPatience = TimeSpan.FromSeconds(10);

    private readonly AnalyzerParts _parts;
    private readonly IRequiredActor<AnalyzerActor> _top;

    internal Analyzer(AnalyzerParts parts, IRequiredActor<AnalyzerActor> top) => (_parts, _top) = (parts, top);

    public StatusBoard Board => _parts.Board;

    public SinkBoard SinkBoard => _parts.SinkBoard;

    public ModelStatus Model => _parts.Model;

    /// <summary>`cpu` or `cuda:N`.</summary>
    public string Device => _parts.Device;

    /// <summary>What the network computes in: `float32` or `bfloat16`.</summary>
    public string NumberType => SettingsReader.Dashed(_parts.Settings.Model.Type.ToString());

    /// <summary>Longest wait for one window's result.</summary>
    public TimeSpan Patience => _parts.Settings.Patience;

    /// <exception cref="UserErrorException">The name is taken or the URI cannot be used.</exception>
    public Task AddAsync(StreamSettings stream, CancellationToken cancel) => CommandAsync(new AnalyzerProtocol.AddStream(stream), cancel);

    /// <exception cref="UserErrorException">There is no such stream.</exception>
    public Task RemoveAsync(StreamId stream, CancellationToken cancel) => CommandAsync(new AnalyzerProtocol.RemoveStream(stream), cancel);

    /// <summary>Starts a stopped, ended or faulted stream now; a running one begins a new run.</summary>
    /// <exception cref="UserErrorException">There is no such stream.</exception>
    public Task RestartAsync(StreamId stream, CancellationToken cancel) => CommandAsync(new StreamProtocol.Restart(stream), cancel);

    /// <summary>Stops a stream; its entry stays.</summary>
    /// <exception cref="UserErrorException">There is no such stream.</exception>
    public Task StopStreamAsync(StreamId stream, CancellationToken cancel) => CommandAsync(new StreamProtocol.Stop(stream), cancel);

    private async Task CommandAsync(object command, CancellationToken cancel)
    {
        var top = await _top.GetAsync(cancel).ConfigureAwait(false);
        if (await top.Ask<object>(command, CommandPatience, cancel).ConfigureAwait(false) is AnalyzerProtocol.Refused refused)
            throw new UserErrorException(refused.Why);
    }
}
