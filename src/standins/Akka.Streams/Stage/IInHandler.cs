namespace Akka.Streams.Stage;

/// <summary>The callbacks of an inlet.</summary>
public interface IInHandler
{
    /// <summary>An element has arrived and can be grabbed.</summary>
    void OnPush();

    void OnUpstreamFinish();

    void OnUpstreamFailure(Exception e);
}
