using Akka.Hosting;
using DeepAvFusion.Engine.Alerts;
using DeepAvFusion.Engine.Inference;
using DeepAvFusion.Engine.Recall;
using DeepAvFusion.Engine.Sinks;
using DeepAvFusion.Engine.Status;
using DeepAvFusion.Inference;
using DeepAvFusion.Media.Packets;
using DeepAvFusion.Sinks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace DeepAvFusion.Engine.Hosting;

/// <summary>Registers the analyzer; its actors come with <see cref="AnalyzerActorHosting.AddAnalyzer"/>.</summary>
public static class EngineHosting
{
    /// <summary>Results go to every registered <see cref="IStreamSink"/>; the analyzer disposes them when it has stopped.</summary>
    /// <param name="device">`cpu` or `cuda:N`.</param>
    /// <param name="openModel">Opens the model on that device.</param>
    /// <param name="oneShot">True: a stream's failure is final and full sinks are waited for (`analyze`). False: streams are retried, full sinks drop and count (`run`).</param>
    public static IServiceCollection AddAnalyzer(this IServiceCollection services, EngineSettings settings, string device, Func<IWindowAnalyzer> openModel, bool oneShot)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true);       // actors, model, cameras and page wait for one another
        services.AddSingleton(settings);
        services.AddSingleton<StatusBoard>();
        services.AddSingleton<SinkBoard>();
        services.AddSingleton<ModelStatus>();
        services.AddSingleton(provider => new SinkFan([.. provider.GetServices<IStreamSink>().Select(sink => new SinkPort(sink, settings.SinkCapacity, waits: oneShot))]));
        services.AddSingleton(provider => new AnalyzerParts(
            settings, device, openModel, provider.GetRequiredService<ModelStatus>(), provider.GetRequiredService<SinkFan>(), provider.GetRequiredService<SinkBoard>(),
            provider.GetRequiredService<StatusBoard>(), oneShot, provider.GetRequiredService<TimeProvider>())
        {
            Served = provider.GetService<ServedVersions>() ?? new ServedVersions(),
            Recall = provider.GetService<RecallShelf>(),
            Packets = provider.GetService<PacketShelf>(),
            Alerts = provider.GetService<AlertParts>(),
        });
        services.AddSingleton(provider => new Analyzer(provider.GetRequiredService<AnalyzerParts>(), provider.GetRequiredService<IRequiredActor<AnalyzerActor>>()));
        services.AddSingleton(provider => new AnalyzerService(
            provider.GetRequiredService<Analyzer>(), provider.GetRequiredService<AnalyzerParts>(), provider.GetRequiredService<IRequiredActor<AnalyzerActor>>(),
            provider.GetRequiredService<IHostApplicationLifetime>()));
        return services.AddHostedService(provider => provider.GetRequiredService<AnalyzerService>());
    }
}
