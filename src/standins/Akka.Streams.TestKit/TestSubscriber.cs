using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using Reactive.Streams;

namespace Akka.Streams.TestKit;

/// <summary>Subscribers driven by a test.</summary>
public static partial class TestSubscriber
{
    public static ManualProbe<T> CreateManualSubscriberProbe<T>(this TestKitBase testKit) => new(testKit);

    public static Probe<T> CreateSubscriberProbe<T>(this TestKitBase testKit) => new(testKit);

    /// <summary>What a subscriber hears.</summary>
    public interface ISubscriberEvent : INoSerializationVerificationNeeded, IDeadLetterSuppression;

    /// <summary>The subscription has come.</summary>
    public struct OnSubscribe : ISubscriberEvent
    {
        public readonly ISubscription Subscription;

        public OnSubscribe(ISubscription subscription) => Subscription = subscription;

        public override string ToString() => $"TestSubscriber.OnSubscribe({Subscription})";
    }

    /// <summary>An element.</summary>
    public struct OnNext<T> : ISubscriberEvent, IEquatable<OnNext<T>>
    {
        public readonly T Element;

        public OnNext(T element) => Element = element;

        public bool Equals(OnNext<T> other) => EqualityComparer<T>.Default.Equals(Element, other.Element);

        public override bool Equals(object? obj) => obj is OnNext<T> other && Equals(other);

        public override int GetHashCode() => Element is null ? 0 : EqualityComparer<T>.Default.GetHashCode(Element);

        public override string ToString() => $"TestSubscriber.OnNext({Element})";
    }

    /// <summary>The end.</summary>
    public sealed class OnComplete : ISubscriberEvent
    {
        public static readonly OnComplete Instance = new();

        private OnComplete()
        {
        }

        public override string ToString() => "TestSubscriber.OnComplete";
    }

    /// <summary>A failure.</summary>
    public struct OnError : ISubscriberEvent
    {
        public readonly Exception Cause;

        public OnError(Exception cause) => Cause = cause;

        public override string ToString() => $"TestSubscriber.OnError({Cause.Message})";
    }
}
