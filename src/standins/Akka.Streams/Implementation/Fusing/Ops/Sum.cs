using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Emits the reduction of all elements, at the end.</summary>
internal sealed class Sum<T>(Func<T, T, T> reduce) : FlowStage<T, T>("sum")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, reduce, inheritedAttributes);

    private sealed class Logic(Sum<T> stage, Func<T, T, T> reduce, Attributes attributes) : FlowLogic<T, T>(stage, attributes)
    {
        private T? _state;
        private bool _any;

        public override void OnPush()
        {
            var element = Grab(In);
            try
            {
                _state = _any ? reduce(_state!, element) : element;
                _any = true;
            }
            catch (Exception e)
            {
                Supervise(e);
                return;
            }

            Pull(In);
        }

        public override void OnPull()
        {
            if (!HasBeenPulled(In))
                Pull(In);
        }

        public override void OnUpstreamFinish()
        {
            if (!_any)
            {
                FailStage(new NoSuchElementException("sum over empty stream"));
                return;
            }

            Emit(Out, _state!);
            CompleteStage();
        }

        protected override void Reset() => _any = false;
    }
}
