using System.Runtime.CompilerServices;
using Akka.Actor;

namespace Akka.Streams;

/// <summary>Gives systems and actor contexts a materializer.</summary>
public static class ActorMaterializerExtensions
{
    private static readonly ConditionalWeakTable<ActorSystem, ActorMaterializer> OfSystem = [];

    /// <summary>The one materializer of a system when called without settings, else a new one that ends with <paramref name="context"/>.</summary>
    public static ActorMaterializer Materializer(
        this IActorRefFactory context, ActorMaterializerSettings? settings = null, string? namePrefix = null)
    {
        if (context is not ActorSystem system || settings is not null || namePrefix is not null)
            return ActorMaterializer.Create(context, settings, namePrefix);
        lock (OfSystem)
            return OfSystem.GetValue(system, s => ActorMaterializer.Create(s));
    }
}
