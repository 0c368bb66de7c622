using Akka.Util;

namespace Akka.Streams;

/// <summary>The exit of a stream that elements are pulled from.</summary>
public interface ISinkQueue<T>
{
    /// <summary>The next element, or none at the end; one pull at a time.</summary>
    Task<Option<T>> PullAsync();
}
