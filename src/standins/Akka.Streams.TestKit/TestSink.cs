using Akka.Streams.Dsl;
using Akka.Streams.Implementation.Stages;
using Akka.TestKit;

namespace Akka.Streams.TestKit;

/// <summary>Sinks driven by a test.</summary>
public static class TestSink
{
    /// <summary>A sink whose value asks for elements and checks what comes.</summary>
    public static Sink<T, TestSubscriber.Probe<T>> SinkProbe<T>(this TestKitBase testKit) =>
        Sink.FromGraph(new SubscriberSink<T, TestSubscriber.Probe<T>>(() =>
        {
            var probe = testKit.CreateSubscriberProbe<T>();
            return (probe, probe);
        }));
}
