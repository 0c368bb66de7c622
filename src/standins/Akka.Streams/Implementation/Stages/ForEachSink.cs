using Akka.Streams.Implementation.Fusing;
using Akka.Streams.Supervision;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Calls an action with each element.</summary>
internal sealed class ForEachSink<T>(Action<T> action) : TaskSink<T, Done>("forEachSink")
{
    protected override TaskSinkLogic<T, Done> CreateLogic(Attributes attributes) => new Logic(Shape, action, FlowLogic<T, T>.DeciderOf(attributes));

    private sealed class Logic(SinkShape<T> shape, Action<T> action, Decider decider) : TaskSinkLogic<T, Done>(shape)
    {
        public override void OnPush()
        {
            try
            {
                action(Grab(In));
            }
            catch (Exception e)
            {
                if (decider(e) == Directive.Stop)
                {
                    OnUpstreamFailure(e);
                    return;
                }
            }

            Pull(In);
        }

        protected override void Finish() => SetResult(Done.Instance);
    }
}
