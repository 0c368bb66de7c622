using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Runs the sources that arrive, up to a number at a time, and emits their elements as they come.</summary>
internal sealed class FlattenMerge<T, TMat>(int breadth) : FlowStage<IGraph<SourceShape<T>, TMat>, T>("flattenMerge")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, breadth, inheritedAttributes);

    private sealed class Logic(FlattenMerge<T, TMat> stage, int breadth, Attributes attributes)
        : FlowLogic<IGraph<SourceShape<T>, TMat>, T>(stage, attributes)
    {
        private readonly HashSet<SubSinkInlet<T>> _inlets = [];
        private readonly Queue<SubSinkInlet<T>> _ready = new();

        public override void PreStart() => Pull(In);

        public override void OnPush()
        {
            AddSource(Grab(In));
            PullIfRoom();
        }

        public override void OnPull()
        {
            if (!_ready.TryDequeue(out var inlet))
                return;
            Push(Out, inlet.Grab());
            if (inlet.IsClosed)
                Remove(inlet);
            else
                inlet.Pull();
        }

        public override void OnUpstreamFinish()
        {
            if (_inlets.Count == 0)
                CompleteStage();
        }

        public override void PostStop()
        {
            foreach (var inlet in _inlets)
                inlet.Cancel();
        }

        private void AddSource(IGraph<SourceShape<T>, TMat> source)
        {
            var inlet = CreateSubSinkInlet<T>("FlattenMergeSink");
            inlet.SetHandler(new LambdaInHandler(
                onPush: () =>
                {
                    if (IsAvailable(Out))
                    {
                        Push(Out, inlet.Grab());
                        inlet.Pull();
                    }
                    else
                        _ready.Enqueue(inlet);
                },
                onUpstreamFinish: () =>
                {
                    if (!inlet.IsAvailable)
                        Remove(inlet);
                }));
            _inlets.Add(inlet);
            inlet.Pull();
            Source.FromGraph(source).RunWith(inlet.Sink, SubFusingMaterializer);
        }

        private void Remove(SubSinkInlet<T> inlet)
        {
            _inlets.Remove(inlet);
            if (IsClosed(In) && _inlets.Count == 0)
                CompleteStage();
            else
                PullIfRoom();
        }

        private void PullIfRoom()
        {
            if (_inlets.Count < breadth)
                PullIfIdle();
        }
    }
}
