using Akka.Streams.Implementation.Fusing;

namespace Akka.Streams.Dsl;

/// <summary>Operators on substreams.</summary>
public static partial class SubFlowOperations
{
    /// <summary>Takes elements ahead of demand, up to a size; a full buffer does what the strategy says.</summary>
    public static SubFlow<TOut, TMat, TClosed> Buffer<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, int size, OverflowStrategy strategy) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new Buffer<TOut>(size, strategy));

    /// <summary>Aggregates up to a number of elements while there is no demand. Supervised.</summary>
    public static SubFlow<TOut2, TMat, TClosed> Batch<TOut, TOut2, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, long max, Func<TOut, TOut2> seed, Func<TOut2, TOut, TOut2> aggregate) =>
        (SubFlow<TOut2, TMat, TClosed>)flow.Via(new Batch<TOut, TOut2>(max, _ => 1, seed, aggregate));

    /// <summary>Aggregates elements up to a cost while there is no demand. Supervised.</summary>
    public static SubFlow<TOut2, TMat, TClosed> BatchWeighted<TOut, TOut2, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, long max, Func<TOut, long> costFunction, Func<TOut, TOut2> seed, Func<TOut2, TOut, TOut2> aggregate) =>
        (SubFlow<TOut2, TMat, TClosed>)flow.Via(new Batch<TOut, TOut2>(max, costFunction, seed, aggregate));

    /// <summary>Aggregates elements while there is no demand; never holds upstream back. Supervised.</summary>
    public static SubFlow<TOut, TMat, TClosed> Conflate<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, Func<TOut, TOut, TOut> aggregate) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new Batch<TOut, TOut>(1, _ => 0, element => element, aggregate));

    /// <summary>As Conflate, into another type. Supervised.</summary>
    public static SubFlow<TSeed, TMat, TClosed> ConflateWithSeed<TOut, TMat, TSeed, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, Func<TOut, TSeed> seed, Func<TSeed, TOut, TSeed> aggregate) =>
        (SubFlow<TSeed, TMat, TClosed>)flow.Via(new Batch<TOut, TSeed>(1, _ => 0, seed, aggregate));

    /// <summary>Extrapolates the last element as long as there is more demand than elements.</summary>
    public static SubFlow<TOut2, TMat, TClosed> Expand<TOut1, TOut2, TMat, TClosed>(
        this SubFlow<TOut1, TMat, TClosed> flow, Func<TOut1, IEnumerator<TOut2>> extrapolate) =>
        (SubFlow<TOut2, TMat, TClosed>)flow.Via(new Expand<TOut1, TOut2>(extrapolate));

    /// <summary>Asks for one element ahead of demand.</summary>
    public static SubFlow<TOut, TMat, TClosed> Detach<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new Detach<TOut>());

    /// <summary>Limits the number of elements per time.</summary>
    public static SubFlow<TOut, TMat, TClosed> Throttle<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, int elements, TimeSpan per, int maximumBurst, ThrottleMode mode) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new Throttle<TOut>(elements, per, maximumBurst, _ => 1, mode));

    /// <summary>Limits the cost of elements per time.</summary>
    public static SubFlow<TOut, TMat, TClosed> Throttle<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, int cost, TimeSpan per, int maximumBurst, Func<TOut, int> calculateCost, ThrottleMode mode) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new Throttle<TOut>(cost, per, maximumBurst, calculateCost, mode));

    /// <summary>Emits each element some time after it has come; the buffer is as large as the input buffer attribute says.</summary>
    public static SubFlow<TOut, TMat, TClosed> Delay<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, TimeSpan of, DelayOverflowStrategy? strategy = null) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new Delay<TOut>(of, strategy ?? DelayOverflowStrategy.DropTail));

    /// <summary>Asks for the first element only after some time.</summary>
    public static SubFlow<TOut, TMat, TClosed> InitialDelay<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, TimeSpan delay) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new InitialDelay<TOut>(delay));

    /// <summary>Emits elements in groups that end by number or by time; never an empty one.</summary>
    public static SubFlow<IEnumerable<TOut>, TMat, TClosed> GroupedWithin<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, int n, TimeSpan timeout) =>
        (SubFlow<IEnumerable<TOut>, TMat, TClosed>)flow.Via(new GroupedWithin<TOut>(long.MaxValue, n, _ => 0, timeout));

    /// <summary>Emits elements in groups that end by number, by weight or by time; never an empty one.</summary>
    public static SubFlow<IEnumerable<TOut>, TMat, TClosed> GroupedWeightedWithin<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, long maxWeight, int maxNumber, TimeSpan interval, Func<TOut, long> costFn) =>
        (SubFlow<IEnumerable<TOut>, TMat, TClosed>)flow.Via(new GroupedWithin<TOut>(maxWeight, maxNumber, costFn, interval));

    /// <summary>Completes after some time.</summary>
    public static SubFlow<TOut, TMat, TClosed> TakeWithin<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, TimeSpan duration) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new TakeWithin<TOut>(duration));

    /// <summary>Drops what comes in the first time.</summary>
    public static SubFlow<TOut, TMat, TClosed> SkipWithin<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, TimeSpan duration) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new SkipWithin<TOut>(duration));

    /// <summary>Fails if the first element does not pass in time.</summary>
    public static SubFlow<TOut, TMat, TClosed> InitialTimeout<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, TimeSpan timeout) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new Timeout<TOut>(timeout, TimeoutKind.FirstElement));

    /// <summary>Fails if the stream does not complete in time.</summary>
    public static SubFlow<TOut, TMat, TClosed> CompletionTimeout<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, TimeSpan timeout) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new Timeout<TOut>(timeout, TimeoutKind.Completion));

    /// <summary>Fails if no element passes for some time.</summary>
    public static SubFlow<TOut, TMat, TClosed> IdleTimeout<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, TimeSpan timeout) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new Timeout<TOut>(timeout, TimeoutKind.NextElement));

    /// <summary>Fails if there is no demand for some time after an element.</summary>
    public static SubFlow<TOut, TMat, TClosed> BackpressureTimeout<TOut, TMat, TClosed>(this SubFlow<TOut, TMat, TClosed> flow, TimeSpan timeout) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new Timeout<TOut>(timeout, TimeoutKind.NextDemand));

    /// <summary>Emits made-up elements when there is demand and upstream is silent for some time.</summary>
    public static SubFlow<TInjected, TMat, TClosed> KeepAlive<TOut, TInjected, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, TimeSpan timeout, Func<TInjected> injectElement)
        where TOut : TInjected =>
        (SubFlow<TInjected, TMat, TClosed>)flow.Via(new IdleInject<TOut, TInjected>(timeout, injectElement));
}
