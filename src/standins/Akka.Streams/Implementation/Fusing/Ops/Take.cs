using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Completes after a number of elements.</summary>
internal sealed class Take<T>(long count) : FlowStage<T, T>("take")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, count, inheritedAttributes);

    private sealed class Logic(Take<T> stage, long count, Attributes attributes) : FlowLogic<T, T>(stage, attributes)
    {
        private long _left = count;

        public override void PreStart()
        {
            if (_left <= 0)
                CompleteStage();
        }

        public override void OnPush()
        {
            if (_left > 0)
            {
                Push(Out, Grab(In));
                _left--;
            }

            if (_left <= 0)
                CompleteStage();
        }
    }
}
