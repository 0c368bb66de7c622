namespace Reactive.Streams;

/// <summary>A receiver of elements; it gets no more than it asked for through its subscription.</summary>
public interface ISubscriber<in T>
{
    void OnSubscribe(ISubscription subscription);

    void OnNext(T element);

    void OnError(Exception cause);

    void OnComplete();
}
