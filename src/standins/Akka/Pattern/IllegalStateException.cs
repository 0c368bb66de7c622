using Akka.Actor;

namespace Akka.Pattern;

public class IllegalStateException : AkkaException
{
    public IllegalStateException(string message) : base(message) { }

    public IllegalStateException(string message, Exception? innerEx) : base(message, innerEx) { }
}
