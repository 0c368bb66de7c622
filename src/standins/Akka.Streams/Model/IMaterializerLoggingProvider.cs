using Akka.Event;

namespace Akka.Streams;

/// <summary>A materializer that gives its stages a log.</summary>
public interface IMaterializerLoggingProvider
{
    ILoggingAdapter MakeLogger(object logSource);
}
