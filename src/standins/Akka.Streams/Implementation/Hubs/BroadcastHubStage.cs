using Akka.Streams.Dsl;
using Akka.Streams.Implementation.Stages;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Hubs;

/// <summary>Keeps elements until all its consumers have taken them.</summary>
internal sealed class BroadcastHubStage<T>(int bufferSize) : SinkStage<T, Source<T, NotUsed>>("BroadcastHub")
{
    public override ILogicAndMaterializedValue<Source<T, NotUsed>> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var buffer = new HubBuffer<T>(bufferSize);
        var logic = new Logic(Shape, buffer);
        return new LogicAndMaterializedValue<Source<T, NotUsed>>(logic, Source.FromGraph(new ConsumerStage(buffer)));
    }

    private sealed class Logic : SinkLogic<T>
    {
        private readonly HubBuffer<T> _buffer;

        public Logic(SinkShape<T> shape, HubBuffer<T> buffer) : base(shape)
        {
            _buffer = buffer;
            _buffer.OnRoom = GetAsyncCallback(PullIfRoom);
            _buffer.OnLastConsumerGone = GetAsyncCallback(CompleteIfDone);
        }

        public override void PreStart()
        {
            SetKeepGoing(true);
            Pull(In);
        }

        public override void OnPush()
        {
            if (_buffer.Add(Grab(In)))
                Pull(In);
        }

        public override void OnUpstreamFinish() => End(null);

        public override void OnUpstreamFailure(Exception e) => End(e);

        public override void PostStop() => _buffer.Close(new AbruptStageTerminationException(this));

        private void End(Exception? cause)
        {
            _buffer.Close(cause);
            CompleteIfDone();
        }

        private void PullIfRoom()
        {
            if (_buffer.HasRoom && !IsClosed(In) && !HasBeenPulled(In))
                Pull(In);
        }

        private void CompleteIfDone()
        {
            if (IsClosed(In) && _buffer.HasNoConsumers)
                CompleteStage();
        }
    }

    private sealed class ConsumerStage(HubBuffer<T> buffer) : SourceStage<T>("BroadcastHubSource")
    {
        protected override GraphStageLogic CreateLogic(Attributes attributes) => new ConsumerLogic(Shape, buffer);
    }

    private sealed class ConsumerLogic(SourceShape<T> shape, HubBuffer<T> buffer) : SourceLogic<T>(shape)
    {
        private HubBuffer<T>.Cursor? _cursor;

        public override void PreStart() => _cursor = buffer.Join(GetAsyncCallback(OnChange));

        public override void OnPull() => OnChange();

        public override void PostStop()
        {
            if (_cursor is not null)
                buffer.Leave(_cursor);
        }

        private void OnChange()
        {
            switch (buffer.Read(_cursor!, IsAvailable(Out), out var element, out var cause))
            {
                case HubRead.Element:
                    Push(Out, element!);
                    OnChange();
                    break;
                case HubRead.End when cause is null:
                    CompleteStage();
                    break;
                case HubRead.End:
                    FailStage(cause);
                    break;
            }
        }
    }
}
