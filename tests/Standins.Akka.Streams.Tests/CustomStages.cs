using Akka.Streams;
using Akka.Streams.Stage;

namespace AkkaStreamsSpecs;

/// <summary>A flow stage as users write them.</summary>
internal abstract class UserStage<TIn, TOut> : GraphStage<FlowShape<TIn, TOut>>
{
    protected UserStage() => Shape = new FlowShape<TIn, TOut>(In, Out);

    public Inlet<TIn> In { get; } = new("stage.in");

    public Outlet<TOut> Out { get; } = new("stage.out");

    public override FlowShape<TIn, TOut> Shape { get; }
}

internal sealed class NumbersSource : GraphStage<SourceShape<int>>
{
    public Outlet<int> Out { get; } = new("NumbersSource");

    public override SourceShape<int> Shape => new(Out);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : GraphStageLogic
    {
        private int _counter = 1;

        public Logic(NumbersSource source) : base(source.Shape) => SetHandler(source.Out, onPull: () => Push(source.Out, _counter++));
    }
}

internal sealed class Map<TIn, TOut>(Func<TIn, TOut> func) : UserStage<TIn, TOut>
{
    private readonly Func<TIn, TOut> _func = func;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : GraphStageLogic
    {
        public Logic(Map<TIn, TOut> map) : base(map.Shape)
        {
            SetHandler(map.In, onPush: () => Push(map.Out, map._func(Grab(map.In))));
            SetHandler(map.Out, onPull: () => Pull(map.In));
        }
    }
}

internal sealed class Filter<T>(Predicate<T> predicate) : UserStage<T, T>
{
    private readonly Predicate<T> _predicate = predicate;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : InAndOutGraphStageLogic
    {
        private readonly Filter<T> _filter;

        public Logic(Filter<T> filter) : base(filter.Shape)
        {
            _filter = filter;
            SetHandlers(filter.In, filter.Out, this);
        }

        public override void OnPush()
        {
            var element = Grab(_filter.In);
            if (_filter._predicate(element))
                Push(_filter.Out, element);
            else
                Pull(_filter.In);
        }

        public override void OnPull() => Pull(_filter.In);
    }
}

internal sealed class Duplicator<T> : UserStage<T, T>
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : GraphStageLogic
    {
        public Logic(Duplicator<T> stage) : base(stage.Shape)
        {
            SetHandler(stage.In, onPush: () =>
            {
                var element = Grab(stage.In);
                EmitMultiple(stage.Out, [element, element]);
            });
            SetHandler(stage.Out, onPull: () => Pull(stage.In));
        }
    }
}

internal sealed class TwoBuffer<T> : UserStage<T, T>
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : GraphStageLogic
    {
        private readonly TwoBuffer<T> _stage;
        private readonly Queue<T> _queue = new();
        private bool _downstreamWaiting;

        public Logic(TwoBuffer<T> stage) : base(stage.Shape)
        {
            _stage = stage;
            SetHandler(stage.In, OnPush, OnUpstreamFinish);
            SetHandler(stage.Out, OnPull);
        }

        public override void PreStart() => Pull(_stage.In);

        private void OnPush()
        {
            _queue.Enqueue(Grab(_stage.In));
            if (_downstreamWaiting)
            {
                _downstreamWaiting = false;
                Push(_stage.Out, _queue.Dequeue());
            }

            if (_queue.Count < 2)
                Pull(_stage.In);
        }

        private void OnPull()
        {
            if (_queue.Count == 0)
                _downstreamWaiting = true;
            else
                Push(_stage.Out, _queue.Dequeue());
            if (_queue.Count < 2 && !HasBeenPulled(_stage.In))
                Pull(_stage.In);
        }

        private void OnUpstreamFinish()
        {
            if (_queue.Count != 0)
                EmitMultiple(_stage.Out, _queue.ToArray());
            CompleteStage();
        }
    }
}

internal sealed class FirstValue<T> : GraphStageWithMaterializedValue<FlowShape<T, T>, Task<T>>
{
    public FirstValue() => Shape = new FlowShape<T, T>(In, Out);

    public Inlet<T> In { get; } = new("FirstValue.in");

    public Outlet<T> Out { get; } = new("FirstValue.out");

    public override FlowShape<T, T> Shape { get; }

    public override ILogicAndMaterializedValue<Task<T>> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var completion = new TaskCompletionSource<T>();
        return new LogicAndMaterializedValue<Task<T>>(new Logic(this, completion), completion.Task);
    }

    private sealed class Logic : GraphStageLogic
    {
        public Logic(FirstValue<T> stage, TaskCompletionSource<T> completion) : base(stage.Shape)
        {
            SetHandler(stage.In, onPush: () =>
            {
                var element = Grab(stage.In);
                completion.SetResult(element);
                Push(stage.Out, element);
                SetHandler(stage.In, onPush: () => Push(stage.Out, Grab(stage.In)));
            });
            SetHandler(stage.Out, onPull: () => Pull(stage.In));
        }
    }
}

internal sealed class TimedGate<T>(TimeSpan silence) : UserStage<T, T>
{
    private readonly TimeSpan _silence = silence;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : TimerGraphStageLogic
    {
        private bool _closed;

        public Logic(TimedGate<T> gate) : base(gate.Shape)
        {
            SetHandler(gate.In, onPush: () =>
            {
                var element = Grab(gate.In);
                if (_closed)
                    Pull(gate.In);
                else
                {
                    Push(gate.Out, element);
                    _closed = true;
                    ScheduleOnce("open", gate._silence);
                }
            });
            SetHandler(gate.Out, onPull: () => Pull(gate.In));
        }

        protected override void OnTimer(object timerKey) => _closed = false;
    }
}

internal sealed class EndsWith<T>(Task end) : UserStage<T, T>
{
    private readonly Task _end = end;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : GraphStageLogic
    {
        private readonly EndsWith<T> _stage;

        public Logic(EndsWith<T> stage) : base(stage.Shape)
        {
            _stage = stage;
            SetHandler(stage.In, onPush: () => Push(stage.Out, Grab(stage.In)));
            SetHandler(stage.Out, onPull: () => Pull(stage.In));
        }

        public override void PreStart()
        {
            var complete = GetAsyncCallback(CompleteStage);
            _stage._end.ContinueWith(_ => complete(), TaskScheduler.Default);
        }
    }
}

internal sealed class Misuse<T>(bool pushesTwice) : UserStage<T, T>
{
    private readonly bool _pushesTwice = pushesTwice;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : GraphStageLogic
    {
        public Logic(Misuse<T> stage) : base(stage.Shape)
        {
            SetHandler(stage.In, onPush: () =>
            {
                var element = Grab(stage.In);
                Push(stage.Out, element);
                if (stage._pushesTwice)
                    Push(stage.Out, element);
                else
                    Grab(stage.In);
            });
            SetHandler(stage.Out, onPull: () => Pull(stage.In));
        }
    }
}

internal sealed class NoHandlers<T> : UserStage<T, T>
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape);

    private sealed class Logic(Shape shape) : GraphStageLogic(shape);
}

internal sealed class SortInThrees : UserStage<int, int>
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : GraphStageLogic
    {
        private readonly SortInThrees _stage;

        public Logic(SortInThrees stage) : base(stage.Shape)
        {
            _stage = stage;
            SetHandler(stage.In, EagerTerminateInput);
            SetHandler(stage.Out, EagerTerminateOutput);
        }

        public override void PreStart() => ReadNext();

        private void ReadNext() => ReadMany(
            _stage.In,
            3,
            group => EmitMultiple(_stage.Out, group.Order().ToArray(), ReadNext),
            rest => EmitMultiple(_stage.Out, rest.Order().ToArray()));
    }
}
