using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Cancels at once.</summary>
internal sealed class CancelSink<T>() : SinkStage<T, NotUsed>("cancelledSink")
{
    public override ILogicAndMaterializedValue<NotUsed> CreateLogicAndMaterializedValue(Attributes inheritedAttributes) =>
        new LogicAndMaterializedValue<NotUsed>(new Logic(Shape), NotUsed.Instance);

    private sealed class Logic(SinkShape<T> shape) : SinkLogic<T>(shape)
    {
        public override void PreStart() => CompleteStage();

        public override void OnPush()
        {
        }
    }
}

/// <summary>Drops all elements and says how the stream ended.</summary>
internal sealed class OnCompleteSink<T>(Action success, Action<Exception> failure) : SinkStage<T, NotUsed>("onCompleteSink")
{
    public override ILogicAndMaterializedValue<NotUsed> CreateLogicAndMaterializedValue(Attributes inheritedAttributes) =>
        new LogicAndMaterializedValue<NotUsed>(new Logic(Shape, success, failure), NotUsed.Instance);

    private sealed class Logic(SinkShape<T> shape, Action success, Action<Exception> failure) : SinkLogic<T>(shape)
    {
        private bool _told;

        public override void OnPush() => Pull(In);

        public override void OnUpstreamFinish()
        {
            _told = true;
            success();
            CompleteStage();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            _told = true;
            failure(e);
            FailStage(e);
        }

        public override void PostStop()
        {
            if (!_told)
                failure(new AbruptStageTerminationException(this));
        }
    }
}
