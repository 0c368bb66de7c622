namespace Akka.Streams;

/// <summary>A buffer whose strategy is to fail got one element too many.</summary>
public class BufferOverflowException : Exception
{
    public BufferOverflowException(string message) : base(message)
    {
    }

    public BufferOverflowException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
