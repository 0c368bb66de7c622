using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Completes with the first element that does not meet a condition.</summary>
internal sealed class TakeWhile<T>(Predicate<T> predicate, bool inclusive) : FlowStage<T, T>("takeWhile")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, predicate, inclusive, inheritedAttributes);

    private sealed class Logic(TakeWhile<T> stage, Predicate<T> predicate, bool inclusive, Attributes attributes)
        : FlowLogic<T, T>(stage, attributes)
    {
        public override void OnPush()
        {
            var element = Grab(In);
            bool goesOn;
            try
            {
                goesOn = predicate(element);
            }
            catch (Exception e)
            {
                Supervise(e);
                return;
            }

            if (goesOn || inclusive)
                Push(Out, element);
            if (!goesOn)
                CompleteStage();
        }
    }
}
