using Akka.Configuration;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.TestKit.Xunit2;

namespace AkkaStreamsSpecs;

/// <summary>An actor system with a materializer for each test, and ways to wait that fail instead of hanging.</summary>
public abstract class StreamSpecs : TestKit
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    protected StreamSpecs(string config = "")
        : base(ConfigurationFactory.ParseString(config).WithFallback("akka.test { single-expect-default = 60s, filter-leeway = 60s, default-timeout = 60s }"))
    {
    }

    protected ActorMaterializer Materializer => field ??= Sys.Materializer();

    protected static Task<T> Soon<T>(Task<T> task) => task.WaitAsync(Patience);

    protected static Task Soon(Task task) => task.WaitAsync(Patience);

    /// <summary>All elements of a source that ends.</summary>
    protected async Task<IReadOnlyList<T>> Run<T, TMat>(Source<T, TMat> source) => await Soon(source.RunWith(Sink.Seq<T>(), Materializer));

    protected static Source<int, Akka.NotUsed> Numbers(int from, int count) => Source.From(Enumerable.Range(from, count));
}
