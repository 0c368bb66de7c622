namespace Akka.Streams;

/// <summary>A graph could not be started.</summary>
public class MaterializationException : Exception
{
    public MaterializationException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
