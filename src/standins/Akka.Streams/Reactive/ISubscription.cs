namespace Reactive.Streams;

/// <summary>The link of one subscriber to one publisher.</summary>
public interface ISubscription
{
    void Request(long n);

    void Cancel();
}
