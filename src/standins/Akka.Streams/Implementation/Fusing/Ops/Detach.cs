using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Asks for one element ahead of demand.</summary>
internal sealed class Detach<T>() : FlowStage<T, T>("detacher")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, inheritedAttributes);

    private sealed class Logic(Detach<T> stage, Attributes attributes) : FlowLogic<T, T>(stage, attributes)
    {
        public override void PreStart() => TryPull(In);

        public override void OnPush()
        {
            if (!IsAvailable(Out))
                return;
            Push(Out, Grab(In));
            TryPull(In);
        }

        public override void OnPull()
        {
            if (!IsAvailable(In))
                return;
            Push(Out, Grab(In));
            if (IsClosed(In))
                CompleteStage();
            else
                Pull(In);
        }

        public override void OnUpstreamFinish()
        {
            if (!IsAvailable(In))
                CompleteStage();
        }
    }
}
