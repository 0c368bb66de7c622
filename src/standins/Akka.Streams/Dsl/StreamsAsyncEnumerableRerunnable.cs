using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>A stream as an asynchronous sequence; each enumeration runs it anew.</summary>
public sealed class StreamsAsyncEnumerableRerunnable<T, TMat> : IAsyncEnumerable<T>
{
    private readonly Source<T, TMat> _source;
    private readonly IMaterializer _materializer;
    private readonly Attributes _buffer;

    public StreamsAsyncEnumerableRerunnable(Source<T, TMat> source, IMaterializer materializer) : this(source, materializer, 1, 1)
    {
    }

    public StreamsAsyncEnumerableRerunnable(Source<T, TMat> source, IMaterializer materializer, int minBuf, int maxBuf)
    {
        _source = source;
        _materializer = materializer;
        _buffer = Attributes.CreateInputBuffer(minBuf, maxBuf);
    }

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        var (killSwitch, queue) = _source
            .ViaMaterialized(KillSwitches.Single<T>(), Keep.Right)
            .ToMaterialized(Sink.Queue<T>().AddAttributes(_buffer), Keep.Both)
            .Run(_materializer);
        return new SinkQueueEnumerator<T>(killSwitch, queue, cancellationToken);
    }
}
