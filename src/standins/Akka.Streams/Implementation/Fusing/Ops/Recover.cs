using Akka.Streams.Stage;
using Akka.Util;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Turns a failure into one last element.</summary>
internal sealed class Recover<T>(Func<Exception, Option<T>> partialFunc) : FlowStage<T, T>("recover")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, partialFunc, inheritedAttributes);

    private sealed class Logic(Recover<T> stage, Func<Exception, Option<T>> partialFunc, Attributes attributes)
        : FlowLogic<T, T>(stage, attributes)
    {
        public override void OnPush() => Push(Out, Grab(In));

        public override void OnUpstreamFailure(Exception e)
        {
            var last = partialFunc(e);
            if (!last.HasValue)
            {
                FailStage(e);
                return;
            }

            Emit(Out, last.Value);
            CompleteStage();
        }
    }
}
