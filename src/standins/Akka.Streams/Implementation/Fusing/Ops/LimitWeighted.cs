using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Fails when the elements weigh more than a limit.</summary>
internal sealed class LimitWeighted<T>(long max, Func<T, long> costFunc) : FlowStage<T, T>("limitWeighted")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, max, costFunc, inheritedAttributes);

    private sealed class Logic(LimitWeighted<T> stage, long max, Func<T, long> costFunc, Attributes attributes)
        : FlowLogic<T, T>(stage, attributes)
    {
        private readonly long _max = max;
        private long _left = max;

        public override void OnPush()
        {
            var element = Grab(In);
            try
            {
                _left -= costFunc(element);
            }
            catch (Exception e)
            {
                Supervise(e);
                return;
            }

            if (_left >= 0)
                Push(Out, element);
            else
                FailStage(new StreamLimitReachedException(_max));
        }

        protected override void Reset() => _left = _max;
    }
}
