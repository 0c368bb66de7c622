using Akka.Actor;

namespace Akka.Streams;

/// <summary>Gives systems and actor contexts a materializer.</summary>
public static class ActorMaterializerExtensions
{
    /// <summary>The one materializer of a system when called without settings, else a new one that ends with <paramref name="context"/>.</summary>
    public static ActorMaterializer Materializer(
        this IActorRefFactory context, ActorMaterializerSettings? settings = null, string? namePrefix = null) =>
        ActorMaterializer.Create(context, settings, namePrefix);
}
