namespace Akka.Streams.Stage;

/// <summary>The callbacks of an outlet.</summary>
public interface IOutHandler
{
    /// <summary>One element may be pushed.</summary>
    void OnPull();

    void OnDownstreamFinish(Exception cause);
}
