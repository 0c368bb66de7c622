using Akka.Streams.Stage;
using Reactive.Streams;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Emits what a publisher publishes, asked for in batches as large as the input buffer.</summary>
internal sealed class PublisherSource<T>(IPublisher<T> publisher) : SourceStage<T>("publisherSource")
{
    protected override GraphStageLogic CreateLogic(Attributes attributes)
    {
        var logic = new SubscriberLogic<T>(Out, attributes.GetAttribute<Attributes.InputBuffer>()?.Max ?? 16);
        publisher.Subscribe(logic);
        return logic;
    }
}

/// <summary>Emits what its value, a subscriber, receives.</summary>
internal sealed class SubscriberSource<T, TSubscriber>(Func<ISubscriber<T>, TSubscriber> wrap) : SourceStage<T, TSubscriber>("subscriberSource")
{
    public override ILogicAndMaterializedValue<TSubscriber> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var logic = new SubscriberLogic<T>(Out, inheritedAttributes.GetAttribute<Attributes.InputBuffer>()?.Max ?? 16);
        return new LogicAndMaterializedValue<TSubscriber>(logic, wrap(logic));
    }
}

/// <summary>Hands elements to a subscriber, as many as it asks for.</summary>
internal sealed class SubscriberSink<T, TMat>(Func<(ISubscriber<T>, TMat)> create) : SinkStage<T, TMat>("subscriberSink")
{
    public override ILogicAndMaterializedValue<TMat> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var (subscriber, value) = create();
        return new LogicAndMaterializedValue<TMat>(new PublisherLogic<T>(In, subscriber), value);
    }
}

/// <summary>Its value is a publisher of the elements, for one subscriber.</summary>
internal sealed class PublisherSink<T>() : SinkStage<T, IPublisher<T>>("publisherSink")
{
    public override ILogicAndMaterializedValue<IPublisher<T>> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var logic = new PublisherLogic<T>(In, null);
        return new LogicAndMaterializedValue<IPublisher<T>>(logic, logic);
    }
}
