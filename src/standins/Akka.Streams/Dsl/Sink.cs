using System.Collections.Immutable;
using System.Threading.Channels;
using Akka.Actor;
using Akka.Streams.Implementation.Stages;
using Reactive.Streams;

namespace Akka.Streams.Dsl;

/// <summary>Makes sinks.</summary>
public static class Sink
{
    public static Sink<TIn, Task<Done>> Ignore<TIn>() => FromGraph(new IgnoreSink<TIn>());

    /// <summary>Calls an action with each element. Supervised.</summary>
    public static Sink<TIn, Task<Done>> ForEach<TIn>(Action<TIn> action) => FromGraph(new ForEachSink<TIn>(action));

    /// <summary>Runs up to a number of tasks at a time. Supervised.</summary>
    public static Sink<TIn, Task<Done>> ForEachAsync<TIn>(int parallelism, Func<TIn, Task> action) => Flow.Create<TIn>()
        .SelectAsyncUnordered(parallelism, async element =>
        {
            await action(element).ConfigureAwait(false);
            return NotUsed.Instance;
        })
        .ToMaterialized(Ignore<NotUsed>(), Keep.Right);

    [Obsolete("Use `ForEachAsync` instead, it allows you to choose how to run the procedure, by calling some other API returning a Task or using Task.Run. Obsolete since 1.5.2")]
    public static Sink<TIn, Task<Done>> ForEachParallel<TIn>(int parallelism, Action<TIn> action) =>
        ForEachAsync<TIn>(parallelism, element => Task.Run(() => action(element)));

    /// <summary>Gives the result over all elements. Supervised.</summary>
    public static Sink<TIn, Task<TOut>> Aggregate<TIn, TOut>(TOut zero, Func<TOut, TIn, TOut> aggregate) =>
        Flow.Create<TIn>().Aggregate(zero, aggregate).ToMaterialized(First<TOut>(), Keep.Right).Named("AggregateSink");

    public static Sink<TIn, Task<TOut>> AggregateAsync<TIn, TOut>(TOut zero, Func<TOut, TIn, Task<TOut>> aggregate) =>
        Flow.Create<TIn>().AggregateAsync(zero, aggregate).ToMaterialized(First<TOut>(), Keep.Right).Named("AggregateAsyncSink");

    /// <summary>Gives the reduction of all elements; fails without any. Supervised.</summary>
    public static Sink<TIn, Task<TIn>> Sum<TIn>(Func<TIn, TIn, TIn> reduce) =>
        Flow.Create<TIn>().Sum(reduce).ToMaterialized(First<TIn>(), Keep.Right).Named("SumSink");

    /// <summary>Gives the first element and cancels; fails with <see cref="NoSuchElementException"/> without one.</summary>
    public static Sink<TIn, Task<TIn>> First<TIn>() => FromGraph(new FirstSink<TIn>(orDefault: false));

    public static Sink<TIn, Task<TIn>> FirstOrDefault<TIn>() => FromGraph(new FirstSink<TIn>(orDefault: true));

    /// <summary>Gives the last element; fails with <see cref="NoSuchElementException"/> without one.</summary>
    public static Sink<TIn, Task<TIn>> Last<TIn>() => FromGraph(new LastSink<TIn>(orDefault: false));

    public static Sink<TIn, Task<TIn>> LastOrDefault<TIn>() => FromGraph(new LastSink<TIn>(orDefault: true));

    public static Sink<TIn, Task<IImmutableList<TIn>>> Seq<TIn>() => FromGraph(new SeqSink<TIn>());

    public static Sink<TIn, NotUsed> Cancelled<TIn>() => FromGraph(new CancelSink<TIn>());

    public static Sink<TIn, NotUsed> OnComplete<TIn>(Action success, Action<Exception> failure) => FromGraph(new OnCompleteSink<TIn>(success, failure));

    /// <summary>Sends elements to an actor without waiting for it.</summary>
    public static Sink<TIn, NotUsed> ActorRef<TIn>(IActorRef actorRef, object onCompleteMessage, Func<Exception, object> onFailureMessage) =>
        FromGraph(new ActorRefSink<TIn>(actorRef, onCompleteMessage, onFailureMessage));

    /// <summary>Sends elements to an actor, each after the acknowledgement of the one before.</summary>
    public static Sink<TIn, NotUsed> ActorRefWithAck<TIn>(
        IActorRef actorRef, object onInitMessage, object ackMessage, object onCompleteMessage, Func<Exception, object>? onFailureMessage = null) =>
        FromGraph(new ActorRefBackpressureSink<TIn>(
            actorRef, onInitMessage, ackMessage, onCompleteMessage, onFailureMessage ?? (cause => new Status.Failure(cause))));

    /// <summary>Holds elements ready to be pulled.</summary>
    public static Sink<TIn, ISinkQueue<TIn>> Queue<TIn>() => FromGraph(new QueueSink<TIn>());

    public static Sink<T, ChannelReader<T>> ChannelReader<T>(
        int bufferSize, bool singleReader, BoundedChannelFullMode fullMode = BoundedChannelFullMode.Wait) =>
        ChannelSink.AsReader<T>(bufferSize, singleReader, fullMode);

    public static Sink<T, NotUsed> FromWriter<T>(ChannelWriter<T> writer, bool isOwner) => ChannelSink.FromWriter(writer, isOwner);

    public static Sink<TIn, NotUsed> FromSubscriber<TIn>(ISubscriber<TIn> subscriber) =>
        FromGraph(new SubscriberSink<TIn, NotUsed>(() => (subscriber, NotUsed.Instance)));

    /// <summary>Its value is a publisher of the elements.</summary>
    /// <exception cref="NotSupportedException">More than one subscriber is asked for.</exception>
    public static Sink<TIn, IPublisher<TIn>> AsPublisher<TIn>(bool fanout)
    {
        if (fanout)
            throw new NotSupportedException("This stand-in has publishers for one subscriber only; use BroadcastHub for more.");
        return FromGraph(new PublisherSink<TIn>());
    }

    public static Sink<TIn, IPublisher<TIn>> Publisher<TIn>() => AsPublisher<TIn>(fanout: false);

    public static Sink<TIn, TMat> FromGraph<TIn, TMat>(IGraph<SinkShape<TIn>, TMat> graph) =>
        graph as Sink<TIn, TMat> ?? new Sink<TIn, TMat>(graph.Module);

    public static Sink<TIn, TMat> Wrap<TIn, TMat>(IGraph<SinkShape<TIn>, TMat> graph) => FromGraph(graph);

    /// <summary>Feeds sinks from a junction such as <see cref="Broadcast{T}"/> or <see cref="Balance{T}"/>.</summary>
    public static Sink<TIn, NotUsed> Combine<TIn, TOut, TMat>(
        Func<int, IGraph<UniformFanOutShape<TIn, TOut>, TMat>> strategy,
        Sink<TOut, NotUsed> first,
        Sink<TOut, NotUsed> second,
        params Sink<TOut, NotUsed>[] rest) => FromGraph(GraphDsl.Create(b =>
        {
            var junction = b.Add(strategy(rest.Length + 2));
            Sink<TOut, NotUsed>[] sinks = [first, second, .. rest];
            for (var i = 0; i < sinks.Length; i++)
                b.Connect(junction.Out(i), b.Add(sinks[i]).Inlet);
            return new SinkShape<TIn>(junction.In);
        }));
}
