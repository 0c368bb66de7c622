namespace Akka.Streams.Implementation;

/// <summary>The inner structure of a graph; only the materializer looks into it.</summary>
public interface IModule
{
    Shape Shape { get; }

    Attributes Attributes { get; }
}
