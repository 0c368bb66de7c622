using System.Threading.Channels;
using Akka.Actor;
using Akka.Streams.Implementation.Stages;
using Akka.Util;
using Reactive.Streams;

namespace Akka.Streams.Dsl;

/// <summary>Makes sources.</summary>
public static class Source
{
    public static Source<T, NotUsed> From<T>(IEnumerable<T> enumerable) => Of(new EnumeratorSource<T>(enumerable.GetEnumerator, "enumerableSource"));

    /// <summary>A new sequence for each run; the end of the stream cancels its token.</summary>
    public static Source<T, NotUsed> From<T>(Func<IAsyncEnumerable<T>> asyncEnumerable) => Of(new AsyncEnumerableSource<T>(asyncEnumerable));

    public static Source<T, NotUsed> FromEnumerator<T>(Func<IEnumerator<T>> enumeratorFactory) =>
        Of(new EnumeratorSource<T>(enumeratorFactory, "enumeratorSource"));

    public static Source<T, NotUsed> Single<T>(T element) => Of(new SingleSource<T>(element));

    public static Source<T, NotUsed> Repeat<T>(T element) => Of(new RepeatSource<T>(element));

    /// <summary>Starts again at the end; an empty sequence fails the stream.</summary>
    public static Source<T, NotUsed> Cycle<T>(Func<IEnumerator<T>> enumeratorFactory) => Of(new EnumeratorSource<T>(() => Endless(enumeratorFactory), "cycledSource"));

    public static Source<T, NotUsed> Empty<T>() => Of(new EndSource<T>("emptySource", ends: true));

    public static Source<T, NotUsed> Never<T>() => Of(new EndSource<T>("neverSource", ends: false));

    public static Source<T, NotUsed> Failed<T>(Exception cause) => Of(new EndSource<T>("failedSource", ends: true, cause));

    /// <summary>Emits what the promise is given, unless that is null, then completes.</summary>
    public static Source<T, TaskCompletionSource<T>> Maybe<T>() => FromGraph(new MaybeSource<T>());

    /// <summary>Emits at intervals; a tick without demand is lost.</summary>
    public static Source<T, ICancelable> Tick<T>(TimeSpan initialDelay, TimeSpan interval, T tick) =>
        FromGraph(new TickSource<T>(initialDelay, interval, tick));

    public static Source<T, NotUsed> FromTask<T>(Task<T> task) => Of(new TaskSource<T>(task));

    public static Source<T, Task<M>> FromTaskSource<T, M>(Task<Source<T, M>> task) =>
        FromGraph(new LazySource<T, M>(() => task, eager: true, "taskSource"));

    /// <summary>Makes and runs the source when there is demand.</summary>
    public static Source<TOut, Task<TMat>> Lazily<TOut, TMat>(Func<Source<TOut, TMat>> create) =>
        FromGraph(new LazySource<TOut, TMat>(() => Task.FromResult(create()), eager: false, "lazySource"));

    public static Source<TElem, NotUsed> Unfold<TState, TElem>(TState state, Func<TState, Option<(TState, TElem)>> unfold) =>
        Of(new UnfoldSource<TState, TElem>(state, unfold));

    public static Source<TElem, NotUsed> UnfoldAsync<TState, TElem>(TState state, Func<TState, Task<Option<(TState, TElem)>>> unfoldAsync) =>
        Of(new UnfoldAsyncSource<TState, TElem>(state, unfoldAsync));

    public static Source<TElem, NotUsed> UnfoldInfinite<TState, TElem>(TState state, Func<TState, (TState, TElem)> unfold) =>
        Of(new UnfoldSource<TState, TElem>(state, s => unfold(s)));

    /// <summary>Opens a resource, emits what is read from it and closes it, however the stream ends. Supervised.</summary>
    public static Source<T, NotUsed> UnfoldResource<T, TSource>(Func<TSource> create, Func<TSource, Option<T>> read, Action<TSource> close) =>
        Of(new UnfoldResourceSource<T, TSource>(create, read, close));

    public static Source<T, NotUsed> UnfoldResourceAsync<T, TSource>(
        Func<Task<TSource>> create, Func<TSource, Task<Option<T>>> read, Func<TSource, Task<Done>> close) =>
        Of(new UnfoldResourceAsyncSource<T, TSource>(create, read, close));

    /// <summary>Emits what is offered to its queue.</summary>
    /// <exception cref="ArgumentException">The buffer size is negative.</exception>
    public static Source<T, ISourceQueueWithComplete<T>> Queue<T>(int bufferSize, OverflowStrategy overflowStrategy)
    {
        if (bufferSize < 0)
            throw new ArgumentException("Buffer size must be greater than or equal 0", nameof(bufferSize));
        return FromGraph(new QueueSource<T>(bufferSize, overflowStrategy));
    }

    /// <summary>Emits what is sent to its actor.</summary>
    /// <exception cref="ArgumentException">The buffer size is negative.</exception>
    /// <exception cref="NotSupportedException">The strategy is backpressure: a message cannot wait.</exception>
    public static Source<T, IActorRef> ActorRef<T>(int bufferSize, OverflowStrategy overflowStrategy)
    {
        if (bufferSize < 0)
            throw new ArgumentException("Buffer size must be greater than or equal 0", nameof(bufferSize));
        if (overflowStrategy == OverflowStrategy.Backpressure)
            throw new NotSupportedException("Backpressure overflow strategy is not supported");
        return FromGraph(new ActorRefSource<T>(bufferSize, overflowStrategy));
    }

    public static Source<T, NotUsed> ChannelReader<T>(ChannelReader<T> channelReader) => ChannelSource.FromReader(channelReader);

    public static Source<T, ChannelWriter<T>> Channel<T>(
        int bufferSize, bool singleWriter = false, BoundedChannelFullMode fullMode = BoundedChannelFullMode.Wait) =>
        ChannelSource.Create<T>(bufferSize, singleWriter, fullMode);

    public static Source<T, NotUsed> FromPublisher<T>(IPublisher<T> publisher) => Of(new PublisherSource<T>(publisher));

    public static Source<T, ISubscriber<T>> AsSubscriber<T>() => FromGraph(new SubscriberSource<T, ISubscriber<T>>(subscriber => subscriber));

    public static Source<T, TMat> FromGraph<T, TMat>(IGraph<SourceShape<T>, TMat> source) =>
        source as Source<T, TMat> ?? new Source<T, TMat>(source.Module);

    /// <summary>Joins sources with a junction such as <see cref="Merge{T}"/> or <see cref="Concat{TIn,TOut}"/>.</summary>
    public static Source<TOut2, NotUsed> Combine<T, TOut2>(
        Source<T, NotUsed> first,
        Source<T, NotUsed> second,
        Func<int, IGraph<UniformFanInShape<T, TOut2>, NotUsed>> strategy,
        params Source<T, NotUsed>[] rest) => FromGraph(GraphDsl.Create(b =>
        {
            var junction = b.Add(strategy(rest.Length + 2));
            Source<T, NotUsed>[] sources = [first, second, .. rest];
            for (var i = 0; i < sources.Length; i++)
                b.Connect(b.Add(sources[i]).Outlet, junction.In(i));
            return new SourceShape<TOut2>(junction.Out);
        }));

    public static Source<TOut2, TMatOut> CombineMaterialized<T, TOut2, TMat1, TMat2, TMatOut>(
        Source<T, TMat1> first,
        Source<T, TMat2> second,
        Func<int, IGraph<UniformFanInShape<T, TOut2>, NotUsed>> strategy,
        Func<TMat1, TMat2, TMatOut> combineMaterializers) => FromGraph(GraphDsl.Create(first, second, combineMaterializers, (b, one, two) =>
        {
            var junction = b.Add(strategy(2));
            b.Connect(one.Outlet, junction.In(0));
            b.Connect(two.Outlet, junction.In(1));
            return new SourceShape<TOut2>(junction.Out);
        }));

    private static Source<T, NotUsed> Of<T>(SourceStage<T> stage) => new(stage.Module);

    private static IEnumerator<T> Endless<T>(Func<IEnumerator<T>> factory)
    {
        while (true)
        {
            using var elements = factory();
            if (!elements.MoveNext())
                throw new ArgumentException("Empty enumerator passed to Source.Cycle");
            do
                yield return elements.Current;
            while (elements.MoveNext());
        }
    }
}
