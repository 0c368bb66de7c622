namespace Akka.Streams.TestKit;

/// <summary>A failure made by a test; two with the same message are equal.</summary>
public class TestException : Exception
{
    public TestException(string message) : base(message)
    {
    }

    protected bool Equals(TestException other) => Message == other.Message;

    public override bool Equals(object? obj) => obj is TestException other && other.GetType() == GetType() && Equals(other);

    public override int GetHashCode() => Message.GetHashCode(StringComparison.Ordinal);
}
