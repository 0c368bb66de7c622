using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Emits the elements that meet a condition.</summary>
internal sealed class Where<T>(Predicate<T> predicate) : FlowStage<T, T>("where")
{
    private readonly Predicate<T> _predicate = predicate ?? throw new ArgumentNullException(nameof(predicate));

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, inheritedAttributes);

    private sealed class Logic(Where<T> stage, Attributes attributes) : FlowLogic<T, T>(stage, attributes)
    {
        public override void OnPush()
        {
            var element = Grab(In);
            bool passes;
            try
            {
                passes = stage._predicate(element);
            }
            catch (Exception e)
            {
                Supervise(e);
                return;
            }

            if (passes)
                Push(Out, element);
            else
                Pull(In);
        }
    }
}
