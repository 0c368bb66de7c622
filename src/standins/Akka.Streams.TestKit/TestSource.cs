using Akka.Streams.Dsl;
using Akka.Streams.Implementation.Stages;
using Akka.TestKit;

namespace Akka.Streams.TestKit;

/// <summary>Sources driven by a test.</summary>
public static class TestSource
{
    /// <summary>A source whose value sends elements and sees demand.</summary>
    public static Source<T, TestPublisher.Probe<T>> SourceProbe<T>(this TestKitBase testKit) =>
        Source.FromGraph(new SubscriberSource<T, TestPublisher.Probe<T>>(subscriber =>
        {
            var probe = testKit.CreatePublisherProbe<T>();
            probe.Subscribe(subscriber);
            return probe;
        }));
}
