using Akka.Actor;

namespace Akka.Pattern;

/// <summary>Stands for the failure that <see cref="CircuitBreaker.Fail"/> reported.</summary>
public class UserCalledFailException : AkkaException
{
    public UserCalledFailException() : base("User code caused [CircuitBreaker] to fail because it calls the [fail()] method.") { }
}
