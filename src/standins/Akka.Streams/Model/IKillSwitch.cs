namespace Akka.Streams;

/// <summary>Ends streams from outside; only the first call counts.</summary>
public interface IKillSwitch
{
    /// <summary>Completes downstream and cancels upstream.</summary>
    void Shutdown();

    /// <summary>Fails downstream and cancels upstream with an <see cref="AggregateException"/> around the cause.</summary>
    void Abort(Exception cause);
}
