using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Limits the cost of elements per time, with a bucket of tokens that allows bursts.</summary>
internal sealed class Throttle<T> : FlowStage<T, T>
{
    private readonly double _ticksPerCost;
    private readonly int _maximumBurst;
    private readonly Func<T, int> _calculateCost;
    private readonly ThrottleMode _mode;

    public Throttle(int cost, TimeSpan per, int maximumBurst, Func<T, int> calculateCost, ThrottleMode mode) : base("throttle")
    {
        if (cost <= 0)
            throw new ArgumentException("cost must be > 0", nameof(cost));
        if (per <= TimeSpan.Zero)
            throw new ArgumentException("per time must be > 0", nameof(per));
        if (per.Ticks < cost)
            throw new ArgumentException("Rates larger than 1 unit / tick are not supported", nameof(cost));
        if (mode == ThrottleMode.Enforcing && maximumBurst < 0)
            throw new ArgumentException("maximumBurst must be > 0 in Enforcing mode", nameof(maximumBurst));
        _ticksPerCost = (double)per.Ticks / cost;
        _maximumBurst = maximumBurst;
        _calculateCost = calculateCost;
        _mode = mode;
    }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic(Throttle<T> stage) : TimedFlowLogic<T, T>(stage)
    {
        private readonly TimeSpan _burst = TimeSpan.FromTicks((long)(stage._maximumBurst * stage._ticksPerCost));
        private TimeSpan _paidUntil = TimeSpan.MinValue;
        private T? _waiting;
        private bool _isWaiting;

        public override void OnPush()
        {
            var element = Grab(In);
            var cost = stage._calculateCost(element);
            var now = Monotonic.Now;
            _paidUntil = (_paidUntil > now ? _paidUntil : now) + TimeSpan.FromTicks((long)(cost * stage._ticksPerCost));
            var delay = _paidUntil - _burst - now;
            if (delay <= TimeSpan.Zero)
                Push(Out, element);
            else if (stage._mode == ThrottleMode.Enforcing)
                FailStage(new OverflowException("Maximum throttle throughput exceeded"));
            else
            {
                _waiting = element;
                _isWaiting = true;
                ScheduleOnce(TimerKey, delay);
            }
        }

        public override void OnUpstreamFinish()
        {
            if (!_isWaiting)
                CompleteStage();
        }

        protected override void OnTimer(object timerKey)
        {
            Push(Out, _waiting!);
            _waiting = default;
            _isWaiting = false;
            if (IsClosed(In))
                CompleteStage();
        }
    }
}
