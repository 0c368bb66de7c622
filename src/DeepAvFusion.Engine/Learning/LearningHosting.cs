using Akka.Actor;
using Akka.Hosting;
using Akka.Pattern;
using DeepAvFusion.Core;
using DeepAvFusion.Engine.Inference;
using DeepAvFusion.Engine.Recall;
using DeepAvFusion.Engine.Status;
using DeepAvFusion.Training.Online;
using Microsoft.Extensions.DependencyInjection;

namespace DeepAvFusion.Engine.Learning;

/// <summary>Registers what lets operators teach; without it, the analyzer remembers nothing and learns nothing.</summary>
public static class LearningHosting
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <param name="open">Opens what was taught to the model.</param>
    public static IServiceCollection AddLearning(this IServiceCollection services, EngineSettings settings, Func<OnlineLearning> open) => services
        .AddSingleton(settings.Learning).AddSingleton(settings.Learning.Recall)
        .AddSingleton<RecallShelf>().AddSingleton<ServedVersions>().AddSingleton<LearningBoard>()
        .AddSingleton(new LearningCore(open))
        .AddSingleton(provider => new TrainerParts(
            settings.Learning, provider.GetRequiredService<LearningCore>().OpenAsync, settings.Assembly.Events.On, provider.GetRequiredService<ServedVersions>(),
            provider.GetRequiredService<RecallShelf>(), () => LiveStreams(provider.GetRequiredService<StatusBoard>()), provider.GetRequiredService<LearningBoard>(),
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new LearningDesk(
            provider.GetRequiredService<LearningCore>(), provider.GetRequiredService<RecallShelf>(), provider.GetRequiredService<LearningBoard>(),
            provider.GetRequiredService<IRequiredActor<TrainerActor>>(), provider.GetRequiredService<TimeProvider>()))
        .AddHostedService<ReservoirFeed>();

    /// <summary>/user/trainer; whatever it fails of, it is started again, and serving goes on.</summary>
    public static AkkaConfigurationBuilder AddTrainer(this AkkaConfigurationBuilder akka) => akka.WithActors((system, registry, resolver) =>
        registry.Register<TrainerActor>(system.ActorOf(
            BackoffSupervisor.Props(Backoff.OnFailure(resolver.Props<TrainerActor>().WithDispatcher("davf-trainer-dispatcher"), "it", TimeSpan.FromSeconds(1), LongestWait, 0.2, -1)
                .WithAutoReset(LongestWait).WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Restart))),
            "trainer")));

    private static IReadOnlyList<StreamId> LiveStreams(StatusBoard board) =>
        [.. board.Streams.Where(status => status is { IsLive: true, State: StreamState.Running }).Select(status => status.Stream)];
}
