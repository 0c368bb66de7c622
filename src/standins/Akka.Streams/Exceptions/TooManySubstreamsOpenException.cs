namespace Akka.Streams;

/// <summary>Grouping met one key more than it may have substreams.</summary>
public class TooManySubstreamsOpenException : InvalidOperationException
{
    public TooManySubstreamsOpenException() : base("Cannot open a new substream as there are too many substreams open")
    {
    }
}
