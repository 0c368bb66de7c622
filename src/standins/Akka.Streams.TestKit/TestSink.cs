using Akka.Streams.Dsl;
using Akka.TestKit;

namespace Akka.Streams.TestKit;

/// <summary>Sinks driven by a test.</summary>
public static class TestSink
{
    /// <summary>A sink whose value asks for elements and checks what comes.</summary>
    public static Sink<T, TestSubscriber.Probe<T>> SinkProbe<T>(this TestKitBase testKit) =>
        Sink.AsPublisher<T>(fanout: false).MapMaterializedValue(publisher =>
        {
            var probe = testKit.CreateSubscriberProbe<T>();
            publisher.Subscribe(probe);
            return probe;
        });
}
