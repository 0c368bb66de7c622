using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Emits elements in groups; the last may be smaller.</summary>
internal sealed class Grouped<T> : FlowStage<T, IEnumerable<T>>
{
    private readonly int _count;

    public Grouped(int count) : base("grouped")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        _count = count;
    }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, inheritedAttributes);

    private sealed class Logic(Grouped<T> stage, Attributes attributes) : FlowLogic<T, IEnumerable<T>>(stage, attributes)
    {
        private List<T> _group = [];

        public override void OnPush()
        {
            _group.Add(Grab(In));
            if (_group.Count < stage._count)
            {
                Pull(In);
                return;
            }

            var group = _group;
            _group = [];
            Push(Out, group);
        }

        public override void OnPull()
        {
            if (!HasBeenPulled(In))
                Pull(In);
        }

        public override void OnUpstreamFinish()
        {
            if (_group.Count > 0)
                Emit(Out, _group);
            CompleteStage();
        }
    }
}
