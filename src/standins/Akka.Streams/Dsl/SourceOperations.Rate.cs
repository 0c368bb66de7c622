using Akka.Streams.Implementation.Fusing;

namespace Akka.Streams.Dsl;

/// <summary>Operators on sources.</summary>
public static partial class SourceOperations
{
    /// <summary>Takes elements ahead of demand, up to a size; a full buffer does what the strategy says.</summary>
    public static Source<TOut, TMat> Buffer<TOut, TMat>(this Source<TOut, TMat> flow, int size, OverflowStrategy strategy) =>
        flow.Via(new Buffer<TOut>(size, strategy));

    /// <summary>Aggregates up to a number of elements while there is no demand. Supervised.</summary>
    public static Source<TOut2, TMat> Batch<TOut, TOut2, TMat>(
        this Source<TOut, TMat> flow, long max, Func<TOut, TOut2> seed, Func<TOut2, TOut, TOut2> aggregate) =>
        flow.Via(new Batch<TOut, TOut2>(max, _ => 1, seed, aggregate));

    /// <summary>Aggregates elements up to a cost while there is no demand. Supervised.</summary>
    public static Source<TOut2, TMat> BatchWeighted<TOut, TOut2, TMat>(
        this Source<TOut, TMat> flow, long max, Func<TOut, long> costFunction, Func<TOut, TOut2> seed, Func<TOut2, TOut, TOut2> aggregate) =>
        flow.Via(new Batch<TOut, TOut2>(max, costFunction, seed, aggregate));

    /// <summary>Aggregates elements while there is no demand; never holds upstream back. Supervised.</summary>
    public static Source<TOut, TMat> Conflate<TOut, TMat>(this Source<TOut, TMat> flow, Func<TOut, TOut, TOut> aggregate) =>
        flow.Via(new Batch<TOut, TOut>(1, _ => 0, element => element, aggregate));

    /// <summary>As Conflate, into another type. Supervised.</summary>
    public static Source<TSeed, TMat> ConflateWithSeed<TOut, TMat, TSeed>(
        this Source<TOut, TMat> flow, Func<TOut, TSeed> seed, Func<TSeed, TOut, TSeed> aggregate) =>
        flow.Via(new Batch<TOut, TSeed>(1, _ => 0, seed, aggregate));

    /// <summary>Extrapolates the last element as long as there is more demand than elements.</summary>
    public static Source<TOut2, TMat> Expand<TOut1, TOut2, TMat>(this Source<TOut1, TMat> flow, Func<TOut1, IEnumerator<TOut2>> extrapolate) =>
        flow.Via(new Expand<TOut1, TOut2>(extrapolate));

    /// <summary>Asks for one element ahead of demand.</summary>
    public static Source<TOut, TMat> Detach<TOut, TMat>(this Source<TOut, TMat> flow) => flow.Via(new Detach<TOut>());

    /// <summary>Limits the number of elements per time.</summary>
    public static Source<TOut, TMat> Throttle<TOut, TMat>(
        this Source<TOut, TMat> flow, int elements, TimeSpan per, int maximumBurst, ThrottleMode mode) =>
        flow.Via(new Throttle<TOut>(elements, per, maximumBurst, _ => 1, mode));

    /// <summary>Limits the cost of elements per time.</summary>
    public static Source<TOut, TMat> Throttle<TOut, TMat>(
        this Source<TOut, TMat> flow, int cost, TimeSpan per, int maximumBurst, Func<TOut, int> calculateCost, ThrottleMode mode) =>
        flow.Via(new Throttle<TOut>(cost, per, maximumBurst, calculateCost, mode));

    /// <summary>Emits each element some time after it has come; the buffer is as large as the input buffer attribute says.</summary>
    public static Source<TOut, TMat> Delay<TOut, TMat>(this Source<TOut, TMat> flow, TimeSpan of, DelayOverflowStrategy? strategy = null) =>
        flow.Via(new Delay<TOut>(of, strategy ?? DelayOverflowStrategy.DropTail));

    /// <summary>Asks for the first element only after some time.</summary>
    public static Source<TOut, TMat> InitialDelay<TOut, TMat>(this Source<TOut, TMat> flow, TimeSpan delay) =>
        flow.Via(new InitialDelay<TOut>(delay));

    /// <summary>Emits elements in groups that end by number or by time; never an empty one.</summary>
    public static Source<IEnumerable<TOut>, TMat> GroupedWithin<TOut, TMat>(this Source<TOut, TMat> flow, int n, TimeSpan timeout) =>
        flow.Via(new GroupedWithin<TOut>(long.MaxValue, n, _ => 0, timeout));

    /// <summary>Emits elements in groups that end by number, by weight or by time; never an empty one.</summary>
    public static Source<IEnumerable<TOut>, TMat> GroupedWeightedWithin<TOut, TMat>(
        this Source<TOut, TMat> flow, long maxWeight, int maxNumber, TimeSpan interval, Func<TOut, long> costFn) =>
        flow.Via(new GroupedWithin<TOut>(maxWeight, maxNumber, costFn, interval));

    /// <summary>Completes after some time.</summary>
    public static Source<TOut, TMat> TakeWithin<TOut, TMat>(this Source<TOut, TMat> flow, TimeSpan duration) =>
        flow.Via(new TakeWithin<TOut>(duration));

    /// <summary>Drops what comes in the first time.</summary>
    public static Source<TOut, TMat> SkipWithin<TOut, TMat>(this Source<TOut, TMat> flow, TimeSpan duration) =>
        flow.Via(new SkipWithin<TOut>(duration));

    /// <summary>Fails if the first element does not pass in time.</summary>
    public static Source<TOut, TMat> InitialTimeout<TOut, TMat>(this Source<TOut, TMat> flow, TimeSpan timeout) =>
        flow.Via(new Timeout<TOut>(timeout, TimeoutKind.FirstElement));

    /// <summary>Fails if the stream does not complete in time.</summary>
    public static Source<TOut, TMat> CompletionTimeout<TOut, TMat>(this Source<TOut, TMat> flow, TimeSpan timeout) =>
        flow.Via(new Timeout<TOut>(timeout, TimeoutKind.Completion));

    /// <summary>Fails if no element passes for some time.</summary>
    public static Source<TOut, TMat> IdleTimeout<TOut, TMat>(this Source<TOut, TMat> flow, TimeSpan timeout) =>
        flow.Via(new Timeout<TOut>(timeout, TimeoutKind.NextElement));

    /// <summary>Fails if there is no demand for some time after an element.</summary>
    public static Source<TOut, TMat> BackpressureTimeout<TOut, TMat>(this Source<TOut, TMat> flow, TimeSpan timeout) =>
        flow.Via(new Timeout<TOut>(timeout, TimeoutKind.NextDemand));

    /// <summary>Emits made-up elements when there is demand and upstream is silent for some time.</summary>
    public static Source<TInjected, TMat> KeepAlive<TOut, TInjected, TMat>(
        this Source<TOut, TMat> flow, TimeSpan timeout, Func<TInjected> injectElement)
        where TOut : TInjected =>
        flow.Via(new IdleInject<TOut, TInjected>(timeout, injectElement));
}
