using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Emits each element with its index, from 0.</summary>
internal sealed class ZipWithIndex<T>() : FlowStage<T, (T, long)>("zipWithIndex")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, inheritedAttributes);

    private sealed class Logic(ZipWithIndex<T> stage, Attributes attributes) : FlowLogic<T, (T, long)>(stage, attributes)
    {
        private long _index;

        public override void OnPush() => Push(Out, (Grab(In), _index++));
    }
}
