using Akka.Event;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Fusing;

/// <summary>Logs elements and how the stream ends, at the levels of its attributes.</summary>
internal sealed class LogStage<T>(string name, Func<T, object?>? extract, ILoggingAdapter? log) : FlowStage<T, T>("log")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, name, extract, log, inheritedAttributes);

    private sealed class Logic(LogStage<T> stage, string name, Func<T, object?>? extract, ILoggingAdapter? log, Attributes attributes)
        : FlowLogic<T, T>(stage, attributes)
    {
        private readonly Attributes.LogLevels _levels = attributes.GetAttribute<Attributes.LogLevels>()
            ?? new Attributes.LogLevels(LogLevel.DebugLevel, LogLevel.DebugLevel, LogLevel.ErrorLevel);

        protected override object LogSource => "Akka.Stream.Log";

        private ILoggingAdapter Target => log ?? Log;

        public override void OnPush()
        {
            var element = Grab(In);
            if (Writes(_levels.OnElement))
            {
                try
                {
                    Target.Log(_levels.OnElement, "[{0}] Element: {1}", name, (extract is null ? element : extract(element))!);
                }
                catch (Exception e)
                {
                    Supervise(e);
                    return;
                }
            }

            Push(Out, element);
        }

        public override void OnUpstreamFinish()
        {
            if (Writes(_levels.OnFinish))
                Target.Log(_levels.OnFinish, "[{0}] Upstream finished.", name);
            CompleteStage();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            if (_levels.OnFailure == LogLevel.ErrorLevel)
                Target.Error(e, "[{0}] Upstream failed.", name);
            else if (Writes(_levels.OnFailure))
                Target.Log(_levels.OnFailure, "[{0}] Upstream failed, cause: {1} {2}", name, e.GetType(), e.Message);
            FailStage(e);
        }

        public override void OnDownstreamFinish(Exception cause)
        {
            if (Writes(_levels.OnFinish))
                Target.Log(_levels.OnFinish, "[{0}] Downstream finished, cause: {1}", name, cause.GetType().Name);
            InternalOnDownstreamFinish(cause);
        }

        private bool Writes(LogLevel level) => level != Attributes.LogLevels.Off && Target.IsEnabled(level);
    }
}
