using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Emits a function of each element.</summary>
internal sealed class Select<TIn, TOut>(Func<TIn, TOut> mapper) : FlowStage<TIn, TOut>("select")
{
    private readonly Func<TIn, TOut> _mapper = mapper ?? throw new ArgumentNullException(nameof(mapper));

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, inheritedAttributes);

    private sealed class Logic(Select<TIn, TOut> stage, Attributes attributes) : FlowLogic<TIn, TOut>(stage, attributes)
    {
        private readonly Func<TIn, TOut> _mapper = stage._mapper;

        public override void OnPush()
        {
            TOut result;
            try
            {
                result = _mapper(Grab(In));
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
