namespace Reactive.Streams;

/// <summary>A provider of a sequenced, demand-driven series of elements.</summary>
public interface IPublisher<out T>
{
    void Subscribe(ISubscriber<T> subscriber);
}
