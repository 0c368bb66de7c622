using Akka.Streams.Dsl;
using Akka.TestKit;

namespace Akka.Streams.TestKit;

/// <summary>Sources driven by a test.</summary>
public static class TestSource
{
    /// <summary>A source whose value sends elements and sees demand.</summary>
    public static Source<T, TestPublisher.Probe<T>> SourceProbe<T>(this TestKitBase testKit) =>
        Source.AsSubscriber<T>().MapMaterializedValue(subscriber =>
        {
            var probe = testKit.CreatePublisherProbe<T>();
            probe.Subscribe(subscriber);
            return probe;
        });
}
