using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Emits elements in groups that end by number, by weight or by time, whichever comes first; never an empty one.</summary>
internal sealed class GroupedWithin<T> : FlowStage<T, IEnumerable<T>>
{
    private readonly long _maxWeight;
    private readonly int _maxNumber;
    private readonly Func<T, long> _costFn;
    private readonly TimeSpan _interval;

    public GroupedWithin(long maxWeight, int maxNumber, Func<T, long> costFn, TimeSpan interval) : base("groupedWithin")
    {
        if (maxWeight <= 0)
            throw new ArgumentException("maxWeight must be greater than 0", nameof(maxWeight));
        if (maxNumber <= 0)
            throw new ArgumentException("maxNumber must be greater than 0", nameof(maxNumber));
        if (interval <= TimeSpan.Zero)
            throw new ArgumentException("interval must be greater than zero", nameof(interval));
        _maxWeight = maxWeight;
        _maxNumber = maxNumber;
        _costFn = costFn;
        _interval = interval;
    }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic(GroupedWithin<T> stage) : TimedFlowLogic<T, IEnumerable<T>>(stage)
    {
        private List<T> _group = [];
        private long _weight;
        private bool _closed;
        private T? _pending;
        private bool _hasPending;

        public override void PreStart()
        {
            ScheduleRepeatedly(TimerKey, stage._interval);
            Pull(In);
        }

        public override void OnPush()
        {
            // while a closed group waits for demand, one element stays in the inlet for the next group
            if (!_closed)
                Add(Grab(In));
        }

        public override void OnPull()
        {
            if (_closed)
                EmitGroup();
        }

        public override void OnUpstreamFinish()
        {
            if (_group.Count == 0 && !IsAvailable(In))
                CompleteStage();
            else
                CloseGroup();
        }

        protected override void OnTimer(object timerKey)
        {
            if (_group.Count > 0)
                CloseGroup();
        }

        private void Add(T element)
        {
            var cost = stage._costFn(element);
            if (cost < 0)
            {
                FailStage(new ArgumentException($"Negative weight [{cost}] for element [{element}] is not allowed"));
                return;
            }

            if (_group.Count > 0 && cost > stage._maxWeight - _weight)
            {
                _pending = element;
                _hasPending = true;
                Restart();
                return;
            }

            _group.Add(element);
            _weight += cost;
            if (_group.Count >= stage._maxNumber || _weight >= stage._maxWeight)
                Restart();
            else if (!IsClosed(In))
                Pull(In);
        }

        private void Restart()
        {
            ScheduleRepeatedly(TimerKey, stage._interval);
            CloseGroup();
        }

        private void CloseGroup()
        {
            _closed = true;
            if (IsAvailable(Out))
                EmitGroup();
        }

        private void EmitGroup()
        {
            var group = _group;
            _group = [];
            _weight = 0;
            _closed = false;
            Push(Out, group);
            if (_hasPending)
            {
                _hasPending = false;
                Add(_pending!);
                _pending = default;
            }
            else if (IsAvailable(In))
                Add(Grab(In));
            else if (!IsClosed(In) && !HasBeenPulled(In))
                Pull(In);

            if (!IsClosed(In))
                return;
            if (_group.Count == 0)
                CompleteStage();
            else
                CloseGroup();
        }
    }
}
