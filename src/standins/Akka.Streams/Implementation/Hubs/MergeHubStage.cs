using Akka.Streams.Dsl;
using Akka.Streams.Implementation.Stages;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Hubs;

/// <summary>Emits what its producers send, first come first served.</summary>
internal sealed class MergeHubStage<T>(int perProducerBufferSize) : SourceStage<T, Sink<T, NotUsed>>("MergeHub")
{
    public override ILogicAndMaterializedValue<Sink<T, NotUsed>> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var logic = new Logic(Shape, perProducerBufferSize);
        return new LogicAndMaterializedValue<Sink<T, NotUsed>>(logic, Sink.FromGraph(new ProducerStage(logic, perProducerBufferSize)));
    }

    private sealed class Logic : SourceLogic<T>
    {
        private readonly Queue<(Producer Producer, T Element)> _queue = new();
        private readonly HashSet<Producer> _producers = [];
        private readonly int _creditBatch;

        public Logic(SourceShape<T> shape, int bufferSize) : base(shape)
        {
            _creditBatch = Math.Max(1, bufferSize / 2);
            Register = GetAsyncCallback<Producer>(p => _producers.Add(p), dropped: p => p.Stop());
            Deregister = GetAsyncCallback<Producer>(p => _producers.Remove(p));
            Send = GetAsyncCallback<(Producer Producer, T Element)>(OnSent);
        }

        public Action<Producer> Register { get; }

        public Action<Producer> Deregister { get; }

        public Action<(Producer Producer, T Element)> Send { get; }

        public override void OnPull()
        {
            if (_queue.TryDequeue(out var next))
                Pass(next);
        }

        public override void PostStop()
        {
            foreach (var producer in _producers)
                producer.Stop();
        }

        private void OnSent((Producer Producer, T Element) sent)
        {
            if (IsAvailable(Out))
                Pass(sent);
            else
                _queue.Enqueue(sent);
        }

        private void Pass((Producer Producer, T Element) next)
        {
            Push(Out, next.Element);
            if (++next.Producer.Passed < _creditBatch)
                return;
            next.Producer.Passed = 0;
            next.Producer.Credit(_creditBatch);
        }
    }

    /// <summary>What the hub knows of a producer.</summary>
    private sealed record Producer(Action<int> Credit, Action Stop)
    {
        public int Passed { get; set; }

        public bool Equals(Producer? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }

    private sealed class ProducerStage(Logic hub, int bufferSize) : SinkStage<T, NotUsed>("MergeHubSink")
    {
        public override ILogicAndMaterializedValue<NotUsed> CreateLogicAndMaterializedValue(Attributes inheritedAttributes) =>
            new LogicAndMaterializedValue<NotUsed>(new ProducerLogic(Shape, hub, bufferSize), NotUsed.Instance);
    }

    private sealed class ProducerLogic(SinkShape<T> shape, Logic hub, int bufferSize) : SinkLogic<T>(shape)
    {
        private Producer _self = null!;
        private int _credit = bufferSize;

        public override void PreStart()
        {
            _self = new Producer(GetAsyncCallback<int>(OnCredit), GetAsyncCallback(CompleteStage));
            hub.Register(_self);
            Pull(In);
        }

        public override void OnPush()
        {
            hub.Send((_self, Grab(In)));
            if (--_credit > 0)
                Pull(In);
        }

        public override void OnUpstreamFailure(Exception e) =>
            throw new MergeHub.ProducerFailed("Upstream producer failed with exception, removing from MergeHub now", e);

        public override void PostStop() => hub.Deregister(_self);

        private void OnCredit(int credit)
        {
            _credit += credit;
            if (!HasBeenPulled(In))
                TryPull(In);
        }
    }
}
