using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Drops elements as long as they meet a condition.</summary>
internal sealed class SkipWhile<T>(Predicate<T> predicate) : FlowStage<T, T>("skipWhile")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, predicate, inheritedAttributes);

    private sealed class Logic(SkipWhile<T> stage, Predicate<T> predicate, Attributes attributes) : FlowLogic<T, T>(stage, attributes)
    {
        private bool _passing;

        public override void OnPush()
        {
            var element = Grab(In);
            try
            {
                _passing = _passing || !predicate(element);
            }
            catch (Exception e)
            {
                Supervise(e);
                return;
            }

            if (_passing)
                Push(Out, element);
            else
                Pull(In);
        }
    }
}
