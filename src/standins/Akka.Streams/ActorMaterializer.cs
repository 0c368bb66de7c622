using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Akka.Streams.Implementation;

namespace Akka.Streams;

/// <summary>Runs streams in actors: one actor for each island.</summary>
public abstract class ActorMaterializer : IMaterializer, IMaterializerLoggingProvider, IDisposable
{
    private static readonly ConditionalWeakTable<ActorSystem, ActorMaterializer> OfSystem = [];

    public abstract ActorMaterializerSettings Settings { get; }

    public abstract bool IsShutdown { get; }

    public abstract MessageDispatcher ExecutionContext { get; }

    public abstract ActorSystem System { get; }

    public abstract ILoggingAdapter Logger { get; }

    public abstract IActorRef Supervisor { get; }

    /// <summary>The one materializer of a system when called without settings and prefix, else a new one that ends with <paramref name="context"/>.</summary>
    public static ActorMaterializer Create(IActorRefFactory context, ActorMaterializerSettings? settings = null, string? namePrefix = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context is ActorSystem whole && settings is null && namePrefix is null)
            return OfSystem.GetValue(whole, s => ActorMaterializerImpl.Start(s, s, ActorMaterializerSettings.Create(s), "Flow"));
        var system = context as ActorSystem ?? (context as IActorContext)?.System
            ?? throw new ArgumentException($"ActorRefFactory context must be an ActorSystem or ActorContext, got {context.GetType()}", nameof(context));
        return ActorMaterializerImpl.Start(context, system, settings ?? ActorMaterializerSettings.Create(system), namePrefix ?? "Flow");
    }

    /// <summary>The defaults under <c>akka.stream</c>.</summary>
    public static Config DefaultConfig() => StreamDefaults.Config;

    public abstract ActorMaterializerSettings EffectiveSettings(Attributes attributes);

    public abstract ILoggingAdapter MakeLogger(object logSource);

    public abstract IMaterializer WithNamePrefix(string namePrefix);

    public abstract TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable);

    public abstract TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable, Attributes initialAttributes);

    public abstract ICancelable ScheduleOnce(TimeSpan delay, Action action);

    public abstract ICancelable ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action);

    public abstract IActorRef ActorOf(MaterializationContext context, Props props);

    /// <summary>Ends all streams, abruptly.</summary>
    public abstract void Shutdown();

    public void Dispose() => Shutdown();
}
