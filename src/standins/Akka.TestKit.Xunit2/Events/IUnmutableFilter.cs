namespace Akka.TestKit;

/// <summary>Muted log events; disposing lets them through again.</summary>
public interface IUnmutableFilter : IDisposable
{
    void Unmute();
}
