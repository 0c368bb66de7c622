using Akka.Actor;
using Akka.Event;
using Akka.Streams.Implementation.Fusing;
using Akka.Util;

namespace Akka.Streams.Dsl;

/// <summary>Operators on sources.</summary>
public static partial class SourceOperations
{
    /// <summary>Emits a function of each element. Supervised.</summary>
    public static Source<TOut, TMat> Select<TIn, TOut, TMat>(this Source<TIn, TMat> flow, Func<TIn, TOut> mapper) =>
        flow.Via(new Select<TIn, TOut>(mapper));

    /// <summary>Runs up to a number of tasks at a time; emits their results in order. Supervised.</summary>
    public static Source<TOut, TMat> SelectAsync<TIn, TOut, TMat>(this Source<TIn, TMat> flow, int parallelism, Func<TIn, Task<TOut>> asyncMapper) =>
        flow.Via(new SelectAsync<TIn, TOut>(parallelism, asyncMapper));

    /// <summary>Runs up to a number of tasks at a time; emits their results as they come. Supervised.</summary>
    public static Source<TOut, TMat> SelectAsyncUnordered<TIn, TOut, TMat>(
        this Source<TIn, TMat> flow, int parallelism, Func<TIn, Task<TOut>> asyncMapper) =>
        flow.Via(new SelectAsyncUnordered<TIn, TOut>(parallelism, asyncMapper));

    /// <summary>Emits all that a function gives for each element. Supervised.</summary>
    public static Source<TOut2, TMat> SelectMany<TOut1, TOut2, TMat>(this Source<TOut1, TMat> flow, Func<TOut1, IEnumerable<TOut2>> mapConcater) =>
        flow.Via(new StatefulSelectMany<TOut1, TOut2>(() => mapConcater));

    /// <summary>As SelectMany, with a function that is made anew for each run. Supervised.</summary>
    public static Source<TOut2, TMat> StatefulSelectMany<TOut1, TOut2, TMat>(
        this Source<TOut1, TMat> flow, Func<Func<TOut1, IEnumerable<TOut2>>> mapConcaterFactory) =>
        flow.Via(new StatefulSelectMany<TOut1, TOut2>(mapConcaterFactory));

    /// <summary>Emits the elements that meet a condition. Supervised.</summary>
    public static Source<TOut, TMat> Where<TOut, TMat>(this Source<TOut, TMat> flow, Predicate<TOut> predicate) =>
        flow.Via(new Where<TOut>(predicate));

    /// <summary>Emits the elements that do not meet a condition. Supervised.</summary>
    public static Source<TOut, TMat> WhereNot<TOut, TMat>(this Source<TOut, TMat> flow, Predicate<TOut> predicate) =>
        flow.Via(new Where<TOut>(element => !predicate(element)));

    /// <summary>Emits a function of the elements it is defined for. Supervised.</summary>
    public static Source<TOut2, TMat> Collect<TOut1, TOut2, TMat>(
        this Source<TOut1, TMat> flow, Func<TOut1, bool> isDefined, Func<TOut1, TOut2> collector) =>
        flow.Via(new Collect<TOut1, TOut2>(isDefined, collector));

    /// <summary>Emits the start value, then the running result after each element. Supervised.</summary>
    public static Source<TOut2, TMat> Scan<TOut1, TOut2, TMat>(this Source<TOut1, TMat> flow, TOut2 zero, Func<TOut2, TOut1, TOut2> scan) =>
        flow.Via(new Scan<TOut1, TOut2>(zero, scan));

    /// <summary>As Scan, with tasks. Supervised.</summary>
    public static Source<TOut2, TMat> ScanAsync<TOut1, TOut2, TMat>(
        this Source<TOut1, TMat> flow, TOut2 zero, Func<TOut2, TOut1, Task<TOut2>> scan) =>
        flow.Via(new ScanAsync<TOut1, TOut2>(zero, scan, onlyLast: false));

    /// <summary>Emits one result over all elements, at the end. Supervised.</summary>
    public static Source<TOut2, TMat> Aggregate<TOut1, TOut2, TMat>(this Source<TOut1, TMat> flow, TOut2 zero, Func<TOut2, TOut1, TOut2> fold) =>
        flow.Via(new Aggregate<TOut1, TOut2>(zero, fold));

    /// <summary>As Aggregate, with tasks. Supervised.</summary>
    public static Source<TOut2, TMat> AggregateAsync<TOut1, TOut2, TMat>(
        this Source<TOut1, TMat> flow, TOut2 zero, Func<TOut2, TOut1, Task<TOut2>> fold) =>
        flow.Via(new ScanAsync<TOut1, TOut2>(zero, fold, onlyLast: true));

    /// <summary>Emits the reduction of all elements, at the end; fails without any. Supervised.</summary>
    public static Source<TOut, TMat> Sum<TOut, TMat>(this Source<TOut, TMat> flow, Func<TOut, TOut, TOut> reduce) =>
        flow.Via(new Sum<TOut>(reduce));

    /// <summary>Completes after a number of elements.</summary>
    public static Source<TOut, TMat> Take<TOut, TMat>(this Source<TOut, TMat> flow, long n) =>
        flow.Via(new Take<TOut>(n));

    /// <summary>Completes with the first element that does not meet a condition. Supervised.</summary>
    public static Source<TOut, TMat> TakeWhile<TOut, TMat>(this Source<TOut, TMat> flow, Predicate<TOut> predicate, bool inclusive = false) =>
        flow.Via(new TakeWhile<TOut>(predicate, inclusive));

    /// <summary>Drops a number of elements.</summary>
    public static Source<TOut, TMat> Skip<TOut, TMat>(this Source<TOut, TMat> flow, long n) =>
        flow.Via(new Skip<TOut>(n));

    /// <summary>Drops elements as long as they meet a condition. Supervised.</summary>
    public static Source<TOut, TMat> SkipWhile<TOut, TMat>(this Source<TOut, TMat> flow, Predicate<TOut> predicate) =>
        flow.Via(new SkipWhile<TOut>(predicate));

    /// <summary>Emits elements in groups; the last may be smaller.</summary>
    public static Source<IEnumerable<TOut>, TMat> Grouped<TOut, TMat>(this Source<TOut, TMat> flow, int n) =>
        flow.Via(new Grouped<TOut>(n));

    /// <summary>Emits a window over the last elements; the last may be smaller.</summary>
    public static Source<IEnumerable<TOut>, TMat> Sliding<TOut, TMat>(this Source<TOut, TMat> flow, int n, int step = 1) =>
        flow.Via(new Sliding<TOut>(n, step));

    /// <summary>Fails after more than a number of elements.</summary>
    public static Source<T, TMat> Limit<T, TMat>(this Source<T, TMat> flow, long max) =>
        flow.Via(new LimitWeighted<T>(max, _ => 1));

    /// <summary>Fails when the elements weigh more than a limit. Supervised.</summary>
    public static Source<T, TMat> LimitWeighted<T, TMat>(this Source<T, TMat> flow, long max, Func<T, long> costFunc) =>
        flow.Via(new LimitWeighted<T>(max, costFunc));

    /// <summary>Emits one element between every two, one before and one after all.</summary>
    public static Source<TOut, TMat> Intersperse<TOut, TMat>(this Source<TOut, TMat> flow, TOut start, TOut inject, TOut end) =>
        flow.Via(new Intersperse<TOut>(inject, hasEnds: true, start, end));

    /// <summary>Emits one element between every two.</summary>
    public static Source<TOut, TMat> Intersperse<TOut, TMat>(this Source<TOut, TMat> flow, TOut inject) =>
        flow.Via(new Intersperse<TOut>(inject, hasEnds: false, default, default));

    /// <summary>Emits each element with its index, from 0.</summary>
    public static Source<(TOut, long), TMat> ZipWithIndex<TOut, TMat>(this Source<TOut, TMat> flow) =>
        flow.Via(new ZipWithIndex<TOut>());

    /// <summary>Logs elements and how the stream ends, at the levels of its attributes.</summary>
    public static Source<TOut, TMat> Log<TOut, TMat>(
        this Source<TOut, TMat> flow, string name, Func<TOut, object?>? extract = null, ILoggingAdapter? log = null) =>
        flow.Via(new LogStage<TOut>(name, extract, log));

    /// <summary>Turns a failure into one last element; none lets it pass.</summary>
    public static Source<TOut, TMat> Recover<TOut, TMat>(this Source<TOut, TMat> flow, Func<Exception, Option<TOut>> partialFunc) =>
        flow.Via(new Recover<TOut>(partialFunc));

    /// <summary>Goes on with another source after a failure, up to a number of times (-1: always); null lets the failure pass.</summary>
    public static Source<TOut, TMat> RecoverWithRetries<TOut, TMat>(
        this Source<TOut, TMat> flow, Func<Exception, IGraph<SourceShape<TOut>, TMat>?> partialFunc, int attempts) =>
        flow.Via(new RecoverWith<TOut, TMat>(partialFunc, attempts));

    /// <summary>Replaces the cause of a failure.</summary>
    public static Source<TOut, TMat> SelectError<TOut, TMat>(this Source<TOut, TMat> flow, Func<Exception, Exception> selector) =>
        flow.Via(new SelectError<TOut>(selector));

    /// <summary>Fails the stream when an actor stops.</summary>
    public static Source<T, TMat> Watch<T, TMat>(this Source<T, TMat> flow, IActorRef actorRef) =>
        flow.Via(new Watch<T>(actorRef));

    /// <summary>Gives a monitor of what passes.</summary>
    public static Source<TOut, TMat2> Monitor<TOut, TMat, TMat2>(this Source<TOut, TMat> flow, Func<TMat, IFlowMonitor, TMat2> combine) =>
        flow.ViaMaterialized(new MonitorFlow<TOut>(), combine);

    /// <summary>Gives a task that tells how the stream ends.</summary>
    public static Source<TOut, TMat2> WatchTermination<TOut, TMat, TMat2>(
        this Source<TOut, TMat> flow, Func<TMat, Task<Done>, TMat2> materializerFunction) =>
        flow.ViaMaterialized(new WatchTermination<TOut>(), materializerFunction);
}
