using Akka.Actor;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Sends elements to an actor without waiting; cancels when the actor stops.</summary>
internal sealed class ActorRefSink<T>(IActorRef target, object onComplete, Func<Exception, object> onFailure) : SinkStage<T, NotUsed>("actorRefSink")
{
    public override ILogicAndMaterializedValue<NotUsed> CreateLogicAndMaterializedValue(Attributes inheritedAttributes) =>
        new LogicAndMaterializedValue<NotUsed>(new Logic(Shape, target, onComplete, onFailure), NotUsed.Instance);

    private sealed class Logic(SinkShape<T> shape, IActorRef target, object onComplete, Func<Exception, object> onFailure) : SinkLogic<T>(shape)
    {
        private bool _told;

        public override void PreStart()
        {
            GetStageActor(message =>
            {
                if (message.Item2 is Terminated terminated && terminated.ActorRef.Equals(target))
                {
                    _told = true;
                    CompleteStage();
                }
            }).Watch(target);
            Pull(In);
        }

        public override void OnPush()
        {
            target.Tell(Grab(In)!, ActorRefs.NoSender);
            Pull(In);
        }

        public override void OnUpstreamFinish()
        {
            Tell(onComplete);
            CompleteStage();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            Tell(onFailure(e));
            FailStage(e);
        }

        public override void PostStop()
        {
            if (!_told)
                Tell(onFailure(new AbruptStageTerminationException(this)));
        }

        private void Tell(object message)
        {
            _told = true;
            target.Tell(message, ActorRefs.NoSender);
        }
    }
}

/// <summary>Sends elements to an actor, each after the acknowledgement of the one before.</summary>
internal sealed class ActorRefBackpressureSink<T>(
    IActorRef target, object onInit, object ack, object onComplete, Func<Exception, object> onFailure) : SinkStage<T, NotUsed>("actorRefWithAckSink")
{
    public override ILogicAndMaterializedValue<NotUsed> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var size = inheritedAttributes.GetAttribute<Attributes.InputBuffer>()?.Max ?? 16;
        return new LogicAndMaterializedValue<NotUsed>(new Logic(Shape, target, onInit, ack, onComplete, onFailure, size), NotUsed.Instance);
    }

    private sealed class Logic(
        SinkShape<T> shape, IActorRef target, object onInit, object ack, object onComplete, Func<Exception, object> onFailure, int size)
        : SinkLogic<T>(shape)
    {
        private readonly Queue<T> _buffer = new();
        private bool _ready;
        private bool _completing;
        private bool _told;

        public override void PreStart()
        {
            SetKeepGoing(true);
            GetStageActor(OnMessage).Watch(target);
            target.Tell(onInit, StageActor.Ref);
            Pull(In);
        }

        public override void OnPush()
        {
            _buffer.Enqueue(Grab(In));
            SendNext();
            if (_buffer.Count < size)
                Pull(In);
        }

        public override void OnUpstreamFinish()
        {
            _completing = true;
            if (_buffer.Count == 0)
                Finish();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            Tell(onFailure(e));
            FailStage(e);
        }

        public override void PostStop()
        {
            if (!_told)
                Tell(onFailure(new AbruptStageTerminationException(this)));
        }

        private void OnMessage((IActorRef Sender, object Message) received)
        {
            if (received.Message is Terminated terminated && terminated.ActorRef.Equals(target))
            {
                _told = true;
                CompleteStage();
            }
            else if (received.Message.Equals(ack))
            {
                _ready = true;
                SendNext();
                if (_completing && _buffer.Count == 0)
                    Finish();
            }
        }

        private void SendNext()
        {
            if (!_ready || !_buffer.TryDequeue(out var element))
                return;
            _ready = false;
            target.Tell(element!, StageActor.Ref);
            if (!_completing && !HasBeenPulled(In))
                TryPull(In);
        }

        private void Finish()
        {
            Tell(onComplete);
            CompleteStage();
        }

        private void Tell(object message)
        {
            _told = true;
            target.Tell(message, StageActor.Ref);
        }
    }
}
