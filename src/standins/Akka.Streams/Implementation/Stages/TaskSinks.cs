using System.Collections.Immutable;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Drops all elements.</summary>
internal sealed class IgnoreSink<T>() : TaskSink<T, Done>("ignoreSink")
{
    protected override TaskSinkLogic<T, Done> CreateLogic(Attributes attributes) => new Logic(Shape);

    private sealed class Logic(SinkShape<T> shape) : TaskSinkLogic<T, Done>(shape)
    {
        public override void OnPush() => Pull(In);

        protected override void Finish() => SetResult(Done.Instance);
    }
}

/// <summary>Gives the first element; without one the default or a failure.</summary>
internal sealed class FirstSink<T>(bool orDefault) : TaskSink<T, T>(orDefault ? "firstOrDefaultSink" : "firstSink")
{
    protected override TaskSinkLogic<T, T> CreateLogic(Attributes attributes) => new Logic(Shape, orDefault);

    private sealed class Logic(SinkShape<T> shape, bool orDefault) : TaskSinkLogic<T, T>(shape)
    {
        public override void OnPush()
        {
            SetResult(Grab(In));
            CompleteStage();
        }

        protected override void Finish()
        {
            if (orDefault)
                SetResult(default!);
            else
                FailResult(new NoSuchElementException("First of empty stream"));
        }
    }
}

/// <summary>Gives the last element; without one the default or a failure.</summary>
internal sealed class LastSink<T>(bool orDefault) : TaskSink<T, T>(orDefault ? "lastOrDefaultSink" : "lastSink")
{
    protected override TaskSinkLogic<T, T> CreateLogic(Attributes attributes) => new Logic(Shape, orDefault);

    private sealed class Logic(SinkShape<T> shape, bool orDefault) : TaskSinkLogic<T, T>(shape)
    {
        private T? _last;
        private bool _any;

        public override void OnPush()
        {
            _last = Grab(In);
            _any = true;
            Pull(In);
        }

        protected override void Finish()
        {
            if (_any || orDefault)
                SetResult(_last!);
            else
                FailResult(new NoSuchElementException("Last of empty stream"));
        }
    }
}

/// <summary>Gives all elements.</summary>
internal sealed class SeqSink<T>() : TaskSink<T, IImmutableList<T>>("seqSink")
{
    protected override TaskSinkLogic<T, IImmutableList<T>> CreateLogic(Attributes attributes) => new Logic(Shape);

    private sealed class Logic(SinkShape<T> shape) : TaskSinkLogic<T, IImmutableList<T>>(shape)
    {
        private readonly ImmutableList<T>.Builder _elements = ImmutableList.CreateBuilder<T>();

        public override void OnPush()
        {
            _elements.Add(Grab(In));
            Pull(In);
        }

        public override void PostStop() => FailResult(new AbruptStageTerminationException(this));

        protected override void Finish() => SetResult(_elements.ToImmutable());
    }
}
