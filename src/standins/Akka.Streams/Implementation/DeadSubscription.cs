using Reactive.Streams;

namespace Akka.Streams.Implementation;

/// <summary>The subscription of a stream that has ended.</summary>
internal sealed class DeadSubscription : ISubscription
{
    public static readonly DeadSubscription Instance = new();

    public void Request(long n)
    {
    }

    public void Cancel()
    {
    }
}
