using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Emits a function of the elements it is defined for.</summary>
internal sealed class Collect<TIn, TOut>(Func<TIn, bool> isDefined, Func<TIn, TOut> collector) : FlowStage<TIn, TOut>("collect")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, isDefined, collector, inheritedAttributes);

    private sealed class Logic(Collect<TIn, TOut> stage, Func<TIn, bool> isDefined, Func<TIn, TOut> collector, Attributes attributes)
        : FlowLogic<TIn, TOut>(stage, attributes)
    {
        public override void OnPush()
        {
            var element = Grab(In);
            TOut result;
            try
            {
                if (!isDefined(element))
                {
                    Pull(In);
                    return;
                }

                result = collector(element);
            }
            catch (Exception e)
            {
                Supervise(e);
                return;
            }

            Push(Out, result);
        }
    }
}
