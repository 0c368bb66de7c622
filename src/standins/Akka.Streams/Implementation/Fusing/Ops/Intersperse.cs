using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Emits one element between every two, and, when asked to, one before and one after all.</summary>
internal sealed class Intersperse<T>(T inject, bool hasEnds, T? start, T? end) : FlowStage<T, T>("intersperse")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, inject, hasEnds, start, end, inheritedAttributes);

    private sealed class Logic(Intersperse<T> stage, T inject, bool hasEnds, T? start, T? end, Attributes attributes)
        : FlowLogic<T, T>(stage, attributes)
    {
        private bool _started;

        public override void OnPush()
        {
            if (!_started && hasEnds)
                EmitMultiple(Out, [start!, Grab(In)]);
            else if (!_started)
                Emit(Out, Grab(In));
            else
                EmitMultiple(Out, [inject, Grab(In)]);
            _started = true;
        }

        public override void OnUpstreamFinish()
        {
            if (hasEnds)
                EmitMultiple(Out, _started ? [end!] : [start!, end!]);
            CompleteStage();
        }
    }
}
