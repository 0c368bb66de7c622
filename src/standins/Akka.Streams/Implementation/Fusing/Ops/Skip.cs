using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Drops a number of elements.</summary>
internal sealed class Skip<T>(long count) : FlowStage<T, T>("skip")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, count, inheritedAttributes);

    private sealed class Logic(Skip<T> stage, long count, Attributes attributes) : FlowLogic<T, T>(stage, attributes)
    {
        private long _left = count;

        public override void OnPush()
        {
            if (_left > 0)
            {
                _left--;
                Pull(In);
            }
            else
                Push(Out, Grab(In));
        }
    }
}
