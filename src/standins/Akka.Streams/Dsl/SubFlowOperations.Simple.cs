using Akka.Event;
using Akka.Streams.Implementation.Fusing;

namespace Akka.Streams.Dsl;

/// <summary>Operators on substreams.</summary>
public static partial class SubFlowOperations
{
    /// <summary>Emits a function of each element. Supervised.</summary>
    public static SubFlow<TOut, TMat, TClosed> Select<TIn, TOut, TMat, TClosed>(this SubFlow<TIn, TMat, TClosed> flow, Func<TIn, TOut> mapper) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new Select<TIn, TOut>(mapper));

    /// <summary>Runs up to a number of tasks at a time; emits their results in order. Supervised.</summary>
    public static SubFlow<TOut, TMat, TClosed> SelectAsync<TIn, TOut, TMat, TClosed>(
        this SubFlow<TIn, TMat, TClosed> flow, int parallelism, Func<TIn, Task<TOut>> asyncMapper) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new SelectAsync<TIn, TOut>(parallelism, asyncMapper));

    /// <summary>Runs up to a number of tasks at a time; emits their results as they come. Supervised.</summary>
    public static SubFlow<TOut, TMat, TClosed> SelectAsyncUnordered<TIn, TOut, TMat, TClosed>(
        this SubFlow<TIn, TMat, TClosed> flow, int parallelism, Func<TIn, Task<TOut>> asyncMapper) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new SelectAsyncUnordered<TIn, TOut>(parallelism, asyncMapper));

    /// <summary>Emits all that a function gives for each element. Supervised.</summary>
    public static SubFlow<TOut2, TMat, TClosed> SelectMany<TOut1, TOut2, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, Func<TOut1, IEnumerable<TOut2>> mapConcater) =>
        (SubFlow<TOut2, TMat, TClosed>)flow.Via(new StatefulSelectMany<TOut1, TOut2>(() => mapConcater));

    /// <summary>As SelectMany, with a function that is made anew for each run. Supervised.</summary>
    public static SubFlow<TOut2, TMat, TClosed> StatefulSelectMany<TOut1, TOut2, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, Func<Func<TOut1, IEnumerable<TOut2>>> mapConcaterFactory) =>
        (SubFlow<TOut2, TMat, TClosed>)flow.Via(new StatefulSelectMany<TOut1, TOut2>(mapConcaterFactory));

    /// <summary>Emits the elements that meet a condition. Supervised.</summary>
    public static SubFlow<TOut, TMat, TClosed> Where<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, Predicate<TOut> predicate) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new Where<TOut>(predicate));

    /// <summary>Emits the elements that do not meet a condition. Supervised.</summary>
    public static SubFlow<TOut, TMat, TClosed> WhereNot<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, Predicate<TOut> predicate) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new Where<TOut>(element => !predicate(element)));

    /// <summary>Emits the start value, then the running result after each element. Supervised.</summary>
    public static SubFlow<TOut2, TMat, TClosed> Scan<TOut1, TOut2, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, TOut2 zero, Func<TOut2, TOut1, TOut2> scan) =>
        (SubFlow<TOut2, TMat, TClosed>)flow.Via(new Scan<TOut1, TOut2>(zero, scan));

    /// <summary>As Scan, with tasks. Supervised.</summary>
    public static SubFlow<TOut2, TMat, TClosed> ScanAsync<TOut1, TOut2, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, TOut2 zero, Func<TOut2, TOut1, Task<TOut2>> scan) =>
        (SubFlow<TOut2, TMat, TClosed>)flow.Via(new ScanAsync<TOut1, TOut2>(zero, scan, onlyLast: false));

    /// <summary>Emits one result over all elements, at the end. Supervised.</summary>
    public static SubFlow<TOut2, TMat, TClosed> Aggregate<TOut1, TOut2, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, TOut2 zero, Func<TOut2, TOut1, TOut2> fold) =>
        (SubFlow<TOut2, TMat, TClosed>)flow.Via(new Aggregate<TOut1, TOut2>(zero, fold));

    /// <summary>As Aggregate, with tasks. Supervised.</summary>
    public static SubFlow<TOut2, TMat, TClosed> AggregateAsync<TOut1, TOut2, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, TOut2 zero, Func<TOut2, TOut1, Task<TOut2>> fold) =>
        (SubFlow<TOut2, TMat, TClosed>)flow.Via(new ScanAsync<TOut1, TOut2>(zero, fold, onlyLast: true));

    /// <summary>Emits the reduction of all elements, at the end; fails without any. Supervised.</summary>
    public static SubFlow<TOut, TMat, TClosed> Sum<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, Func<TOut, TOut, TOut> reduce) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new Sum<TOut>(reduce));

    /// <summary>Completes after a number of elements.</summary>
    public static SubFlow<TOut, TMat, TClosed> Take<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, long n) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new Take<TOut>(n));

    /// <summary>Completes with the first element that does not meet a condition. Supervised.</summary>
    public static SubFlow<TOut, TMat, TClosed> TakeWhile<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, Predicate<TOut> predicate, bool inclusive = false) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new TakeWhile<TOut>(predicate, inclusive));

    /// <summary>Drops a number of elements.</summary>
    public static SubFlow<TOut, TMat, TClosed> Skip<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, long n) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new Skip<TOut>(n));

    /// <summary>Drops elements as long as they meet a condition. Supervised.</summary>
    public static SubFlow<TOut, TMat, TClosed> SkipWhile<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, Predicate<TOut> predicate) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new SkipWhile<TOut>(predicate));

    /// <summary>Emits elements in groups; the last may be smaller.</summary>
    public static SubFlow<IEnumerable<TOut>, TMat, TClosed> Grouped<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, int n) =>
        (SubFlow<IEnumerable<TOut>, TMat, TClosed>)flow.Via(new Grouped<TOut>(n));

    /// <summary>Emits a window over the last elements; the last may be smaller.</summary>
    public static SubFlow<IEnumerable<TOut>, TMat, TClosed> Sliding<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, int n, int step = 1) =>
        (SubFlow<IEnumerable<TOut>, TMat, TClosed>)flow.Via(new Sliding<TOut>(n, step));

    /// <summary>Fails after more than a number of elements.</summary>
    public static SubFlow<T, TMat, TClosed> Limit<T, TMat, TClosed>(this SubFlow<T, TMat, TClosed> flow, long max) =>
        (SubFlow<T, TMat, TClosed>)flow.Via(new LimitWeighted<T>(max, _ => 1));

    /// <summary>Fails when the elements weigh more than a limit. Supervised.</summary>
    public static SubFlow<T, TMat, TClosed> LimitWeighted<T, TMat, TClosed>(this SubFlow<T, TMat, TClosed> flow, long max, Func<T, long> costFunc) =>
        (SubFlow<T, TMat, TClosed>)flow.Via(new LimitWeighted<T>(max, costFunc));

    /// <summary>Emits one element between every two, one before and one after all.</summary>
    public static SubFlow<TOut, TMat, TClosed> Intersperse<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, TOut start, TOut inject, TOut end) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new Intersperse<TOut>(inject, hasEnds: true, start, end));

    /// <summary>Emits one element between every two.</summary>
    public static SubFlow<TOut, TMat, TClosed> Intersperse<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, TOut inject) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new Intersperse<TOut>(inject, hasEnds: false, default, default));

    /// <summary>Emits each element with its index, from 0.</summary>
    public static SubFlow<(TOut, long), TMat, TClosed> ZipWithIndex<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow) =>
        (SubFlow<(TOut, long), TMat, TClosed>)flow.Via(new ZipWithIndex<TOut>());

    /// <summary>Logs elements and how the stream ends, at the levels of its attributes.</summary>
    public static SubFlow<TOut, TMat, TClosed> Log<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, string name, Func<TOut, object?>? extract = null, ILoggingAdapter? log = null) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new LogStage<TOut>(name, extract, log));

    /// <summary>Goes on with another source after a failure, up to a number of times (-1: always); null lets the failure pass.</summary>
    public static SubFlow<TOut, TMat, TClosed> RecoverWithRetries<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, Func<Exception, IGraph<SourceShape<TOut>, TMat>?> partialFunc, int attempts) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new RecoverWith<TOut, TMat>(partialFunc, attempts));

    /// <summary>Replaces the cause of a failure.</summary>
    public static SubFlow<TOut, TMat, TClosed> SelectError<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, Func<Exception, Exception> selector) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new SelectError<TOut>(selector));

    /// <summary>Gives a task that tells how the stream ends.</summary>
    public static SubFlow<TOut, TMat2, TClosed> WatchTermination<TOut, TMat, TMat2, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, Func<TMat, Task<Done>, TMat2> materializerFunction) =>
        (SubFlow<TOut, TMat2, TClosed>)flow.ViaMaterialized(new WatchTermination<TOut>(), materializerFunction);
}
