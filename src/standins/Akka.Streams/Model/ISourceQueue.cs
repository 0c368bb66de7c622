namespace Akka.Streams;

/// <summary>The entry of a stream that elements are offered to.</summary>
public interface ISourceQueue<in T>
{
    /// <summary>Offers an element. With backpressure the task waits for room, and a second offer meanwhile faults.</summary>
    Task<IQueueOfferResult> OfferAsync(T element);

    Task WatchCompletionAsync();
}

/// <summary>An entry that can end the stream.</summary>
public interface ISourceQueueWithComplete<in T> : ISourceQueue<T>
{
    /// <summary>Completes the stream after what it has taken.</summary>
    void Complete();

    void Fail(Exception ex);

    new Task WatchCompletionAsync();
}
