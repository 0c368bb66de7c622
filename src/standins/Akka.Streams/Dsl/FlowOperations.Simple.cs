using Akka.Actor;
using Akka.Event;
using Akka.Streams.Implementation.Fusing;
using Akka.Util;

namespace Akka.Streams.Dsl;

/// <summary>Operators on flows.</summary>
public static partial class FlowOperations
{
    /// <summary>Emits a function of each element. Supervised.</summary>
    public static Flow<T, TOut, TMat> Select<T, TIn, TOut, TMat>(this Flow<T, TIn, TMat> flow, Func<TIn, TOut> mapper) =>
        flow.Via(new Select<TIn, TOut>(mapper));

    /// <summary>Runs up to a number of tasks at a time; emits their results in order. Supervised.</summary>
    public static Flow<T, TOut, TMat> SelectAsync<T, TIn, TOut, TMat>(
        this Flow<T, TIn, TMat> flow, int parallelism, Func<TIn, Task<TOut>> asyncMapper) =>
        flow.Via(new SelectAsync<TIn, TOut>(parallelism, asyncMapper));

    /// <summary>Runs up to a number of tasks at a time; emits their results as they come. Supervised.</summary>
    public static Flow<T, TOut, TMat> SelectAsyncUnordered<T, TIn, TOut, TMat>(
        this Flow<T, TIn, TMat> flow, int parallelism, Func<TIn, Task<TOut>> asyncMapper) =>
        flow.Via(new SelectAsyncUnordered<TIn, TOut>(parallelism, asyncMapper));

    /// <summary>Emits all that a function gives for each element. Supervised.</summary>
    public static Flow<TIn, TOut2, TMat> SelectMany<TIn, TOut1, TOut2, TMat>(
        this Flow<TIn, TOut1, TMat> flow, Func<TOut1, IEnumerable<TOut2>> mapConcater) =>
        flow.Via(new StatefulSelectMany<TOut1, TOut2>(() => mapConcater));

    /// <summary>As SelectMany, with a function that is made anew for each run. Supervised.</summary>
    public static Flow<TIn, TOut2, TMat> StatefulSelectMany<TIn, TOut1, TOut2, TMat>(
        this Flow<TIn, TOut1, TMat> flow, Func<Func<TOut1, IEnumerable<TOut2>>> mapConcaterFactory) =>
        flow.Via(new StatefulSelectMany<TOut1, TOut2>(mapConcaterFactory));

    /// <summary>Emits the elements that meet a condition. Supervised.</summary>
    public static Flow<TIn, TOut, TMat> Where<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, Predicate<TOut> predicate) =>
        flow.Via(new Where<TOut>(predicate));

    /// <summary>Emits the elements that do not meet a condition. Supervised.</summary>
    public static Flow<TIn, TOut, TMat> WhereNot<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, Predicate<TOut> predicate) =>
        flow.Via(new Where<TOut>(element => !predicate(element)));

    /// <summary>Emits a function of the elements it is defined for. Supervised.</summary>
    public static Flow<TIn, TOut2, TMat> Collect<TIn, TOut1, TOut2, TMat>(
        this Flow<TIn, TOut1, TMat> flow, Func<TOut1, bool> isDefined, Func<TOut1, TOut2> collector) =>
        flow.Via(new Collect<TOut1, TOut2>(isDefined, collector));

    /// <summary>Emits the start value, then the running result after each element. Supervised.</summary>
    public static Flow<TIn, TOut2, TMat> Scan<TIn, TOut1, TOut2, TMat>(
        this Flow<TIn, TOut1, TMat> flow, TOut2 zero, Func<TOut2, TOut1, TOut2> scan) =>
        flow.Via(new Scan<TOut1, TOut2>(zero, scan));

    /// <summary>As Scan, with tasks. Supervised.</summary>
    public static Flow<TIn, TOut2, TMat> ScanAsync<TIn, TOut1, TOut2, TMat>(
        this Flow<TIn, TOut1, TMat> flow, TOut2 zero, Func<TOut2, TOut1, Task<TOut2>> scan) =>
        flow.Via(new ScanAsync<TOut1, TOut2>(zero, scan, onlyLast: false));

    /// <summary>Emits one result over all elements, at the end. Supervised.</summary>
    public static Flow<TIn, TOut2, TMat> Aggregate<TIn, TOut1, TOut2, TMat>(
        this Flow<TIn, TOut1, TMat> flow, TOut2 zero, Func<TOut2, TOut1, TOut2> fold) =>
        flow.Via(new Aggregate<TOut1, TOut2>(zero, fold));

    /// <summary>As Aggregate, with tasks. Supervised.</summary>
    public static Flow<TIn, TOut2, TMat> AggregateAsync<TIn, TOut1, TOut2, TMat>(
        this Flow<TIn, TOut1, TMat> flow, TOut2 zero, Func<TOut2, TOut1, Task<TOut2>> fold) =>
        flow.Via(new ScanAsync<TOut1, TOut2>(zero, fold, onlyLast: true));

    /// <summary>Emits the reduction of all elements, at the end; fails without any. Supervised.</summary>
    public static Flow<TIn, TOut, TMat> Sum<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, Func<TOut, TOut, TOut> reduce) =>
        flow.Via(new Sum<TOut>(reduce));

    /// <summary>Completes after a number of elements.</summary>
    public static Flow<TIn, TOut, TMat> Take<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, long n) =>
        flow.Via(new Take<TOut>(n));

    /// <summary>Completes with the first element that does not meet a condition. Supervised.</summary>
    public static Flow<TIn, TOut, TMat> TakeWhile<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, Predicate<TOut> predicate, bool inclusive = false) =>
        flow.Via(new TakeWhile<TOut>(predicate, inclusive));

    /// <summary>Drops a number of elements.</summary>
    public static Flow<TIn, TOut, TMat> Skip<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, long n) =>
        flow.Via(new Skip<TOut>(n));

    /// <summary>Drops elements as long as they meet a condition. Supervised.</summary>
    public static Flow<TIn, TOut, TMat> SkipWhile<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, Predicate<TOut> predicate) =>
        flow.Via(new SkipWhile<TOut>(predicate));

    /// <summary>Emits elements in groups; the last may be smaller.</summary>
    public static Flow<TIn, IEnumerable<TOut>, TMat> Grouped<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, int n) =>
        flow.Via(new Grouped<TOut>(n));

    /// <summary>Emits a window over the last elements; the last may be smaller.</summary>
    public static Flow<TIn, IEnumerable<TOut>, TMat> Sliding<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, int n, int step = 1) =>
        flow.Via(new Sliding<TOut>(n, step));

    /// <summary>Fails after more than a number of elements.</summary>
    public static Flow<TIn, T, TMat> Limit<TIn, T, TMat>(this Flow<TIn, T, TMat> flow, long max) =>
        flow.Via(new LimitWeighted<T>(max, _ => 1));

    /// <summary>Fails when the elements weigh more than a limit. Supervised.</summary>
    public static Flow<TIn, T, TMat> LimitWeighted<TIn, T, TMat>(this Flow<TIn, T, TMat> flow, long max, Func<T, long> costFunc) =>
        flow.Via(new LimitWeighted<T>(max, costFunc));

    /// <summary>Emits one element between every two, one before and one after all.</summary>
    public static Flow<TIn, TOut, TMat> Intersperse<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, TOut start, TOut inject, TOut end) =>
        flow.Via(new Intersperse<TOut>(inject, hasEnds: true, start, end));

    /// <summary>Emits one element between every two.</summary>
    public static Flow<TIn, TOut, TMat> Intersperse<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, TOut inject) =>
        flow.Via(new Intersperse<TOut>(inject, hasEnds: false, default, default));

    /// <summary>Emits each element with its index, from 0.</summary>
    public static Flow<TIn, (TOut, long), TMat> ZipWithIndex<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow) =>
        flow.Via(new ZipWithIndex<TOut>());

    /// <summary>Logs elements and how the stream ends, at the levels of its attributes.</summary>
    public static Flow<TIn, TOut, TMat> Log<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, string name, Func<TOut, object?>? extract = null, ILoggingAdapter? log = null) =>
        flow.Via(new LogStage<TOut>(name, extract, log));

    /// <summary>Turns a failure into one last element; none lets it pass.</summary>
    public static Flow<TIn, TOut, TMat> Recover<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, Func<Exception, Option<TOut>> partialFunc) =>
        flow.Via(new Recover<TOut>(partialFunc));

    /// <summary>Goes on with another source after a failure, up to a number of times (-1: always); null lets the failure pass.</summary>
    public static Flow<TIn, TOut, TMat> RecoverWithRetries<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, Func<Exception, IGraph<SourceShape<TOut>, TMat>?> partialFunc, int attempts) =>
        flow.Via(new RecoverWith<TOut, TMat>(partialFunc, attempts));

    /// <summary>Replaces the cause of a failure.</summary>
    public static Flow<TIn, TOut, TMat> SelectError<TIn, TOut, TMat>(this Flow<TIn, TOut, TMat> flow, Func<Exception, Exception> selector) =>
        flow.Via(new SelectError<TOut>(selector));

    /// <summary>Fails the stream when an actor stops.</summary>
    public static Flow<T, T, TMat> Watch<T, TMat>(this Flow<T, T, TMat> flow, IActorRef actorRef) =>
        flow.Via(new Watch<T>(actorRef));

    /// <summary>Gives a monitor of what passes.</summary>
    public static Flow<TIn, TOut, TMat2> Monitor<TIn, TOut, TMat, TMat2>(this Flow<TIn, TOut, TMat> flow, Func<TMat, IFlowMonitor, TMat2> combine) =>
        flow.ViaMaterialized(new MonitorFlow<TOut>(), combine);

    /// <summary>Gives a task that tells how the stream ends.</summary>
    public static Flow<TIn, TOut, TMat2> WatchTermination<TIn, TOut, TMat, TMat2>(
        this Flow<TIn, TOut, TMat> flow, Func<TMat, Task<Done>, TMat2> materializerFunction) =>
        flow.ViaMaterialized(new WatchTermination<TOut>(), materializerFunction);
}
