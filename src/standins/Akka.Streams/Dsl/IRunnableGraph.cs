using Akka.Actor;

namespace Akka.Streams.Dsl;

/// <summary>A graph without open ports.</summary>
public interface IRunnableGraph<out TMat> : IGraph<ClosedShape, TMat>
{
    /// <summary>Starts the stream.</summary>
    TMat Run(IMaterializer materializer);

    TMat Run(ActorSystem actorSystem);

    IRunnableGraph<TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> func);

    new IRunnableGraph<TMat> WithAttributes(Attributes attributes);

    new IRunnableGraph<TMat> AddAttributes(Attributes attributes);

    new IRunnableGraph<TMat> Named(string name);
}
