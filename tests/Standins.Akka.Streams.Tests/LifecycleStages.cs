using Akka.Streams;
using Akka.Streams.Stage;

namespace AkkaStreamsSpecs;

/// <summary>Passes elements on and runs code at its start and its end.</summary>
internal sealed class Hooked<T>(Action onStart, Action onStop) : UserStage<T, T>
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, onStart, onStop);

    private sealed class Logic : InAndOutGraphStageLogic
    {
        private readonly Hooked<T> _stage;
        private readonly Action _onStart;
        private readonly Action _onStop;

        public Logic(Hooked<T> stage, Action onStart, Action onStop) : base(stage.Shape)
        {
            _stage = stage;
            _onStart = onStart;
            _onStop = onStop;
            SetHandlers(stage.In, stage.Out, this);
        }

        public override void PreStart() => _onStart();

        public override void OnPush() => Push(_stage.Out, Grab(_stage.In));

        public override void OnPull() => Pull(_stage.In);

        public override void PostStop() => _onStop();
    }
}

/// <summary>Emits what it is called back with.</summary>
internal sealed class CallsBack<T>(TaskCompletionSource<Action<T>> callback) : UserStage<T, T>
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, callback);

    private sealed class Logic : GraphStageLogic
    {
        private readonly CallsBack<T> _stage;
        private readonly TaskCompletionSource<Action<T>> _callback;

        public Logic(CallsBack<T> stage, TaskCompletionSource<Action<T>> callback) : base(stage.Shape)
        {
            _stage = stage;
            _callback = callback;
            SetHandler(stage.In, EagerTerminateInput);
            SetHandler(stage.Out, EagerTerminateOutput);
        }

        public override void PreStart() => _callback.SetResult(GetAsyncCallback<T>(element => Emit(_stage.Out, element)));
    }
}
