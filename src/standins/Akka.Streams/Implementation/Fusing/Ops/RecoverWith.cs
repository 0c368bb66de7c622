using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Goes on with another source when upstream fails, up to a number of times (-1: always).</summary>
internal sealed class RecoverWith<T, TMat>(Func<Exception, IGraph<SourceShape<T>, TMat>?> partialFunc, int attempts) : FlowStage<T, T>("recoverWith")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, partialFunc, attempts, inheritedAttributes);

    private sealed class Logic(
        RecoverWith<T, TMat> stage, Func<Exception, IGraph<SourceShape<T>, TMat>?> partialFunc, int attempts, Attributes attributes)
        : FlowLogic<T, T>(stage, attributes)
    {
        private int _attempt;

        public override void OnPush() => Push(Out, Grab(In));

        public override void OnUpstreamFailure(Exception e) => OnFailure(e);

        private void OnFailure(Exception cause)
        {
            var source = attempts < 0 || _attempt < attempts ? partialFunc(cause) : null;
            if (source is null)
            {
                FailStage(cause);
                return;
            }

            _attempt++;
            SwitchTo(source);
        }

        private void SwitchTo(IGraph<SourceShape<T>, TMat> source)
        {
            var inlet = CreateSubSinkInlet<T>("RecoverWithSink");
            inlet.SetHandler(new LambdaInHandler(
                onPush: () =>
                {
                    if (IsAvailable(Out))
                        PushFrom(inlet);
                },
                onUpstreamFinish: () =>
                {
                    if (!inlet.IsAvailable)
                        CompleteStage();
                },
                onUpstreamFailure: OnFailure));
            SetHandler(
                Out,
                onPull: () =>
                {
                    if (inlet.IsAvailable)
                        PushFrom(inlet);
                },
                onDownstreamFinish: cause =>
                {
                    inlet.Cancel(cause);
                    InternalOnDownstreamFinish(cause);
                });
            Source.FromGraph(source).RunWith(inlet.Sink, SubFusingMaterializer);
            inlet.Pull();
        }

        private void PushFrom(SubSinkInlet<T> inlet)
        {
            Push(Out, inlet.Grab());
            if (inlet.IsClosed)
                CompleteStage();
            else
                inlet.Pull();
        }
    }
}
