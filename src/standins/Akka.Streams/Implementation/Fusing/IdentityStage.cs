using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Passes elements on.</summary>
internal sealed class IdentityStage<T> : FlowStage<T, T>
{
    public static readonly IdentityStage<T> Instance = new();

    private IdentityStage() : base("identity")
    {
    }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, inheritedAttributes);

    private sealed class Logic(IdentityStage<T> stage, Attributes attributes) : FlowLogic<T, T>(stage, attributes)
    {
        public override void OnPush() => Push(Out, Grab(In));
    }
}
