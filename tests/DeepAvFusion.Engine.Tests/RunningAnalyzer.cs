using Akka.Hosting;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine.Hosting;
using DeepAvFusion.Inference;
using DeepAvFusion.Sinks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DeepAvFusion.Engine.Tests;

/// <summary>A host with an analyzer in it, as the command line composes one; stopped with the test.</summary>
internal sealed class RunningAnalyzer(IHost host) : IAsyncDisposable
{
    public Analyzer Analyzer { get; } = host.Services.GetRequiredService<Analyzer>();

    public IHost Host => host;

    public static async Task<RunningAnalyzer> StartAsync(bool oneShot, Func<EngineSettings, IWindowAnalyzer> open, IReadOnlyList<IStreamSink> sinks, params string[] overrides)
    {
        var running = Build(oneShot, open, sinks, overrides);
        await running.Host.StartAsync();
        return running;
    }

    /// <summary>Not started yet.</summary>
    public static RunningAnalyzer Build(bool oneShot, Func<EngineSettings, IWindowAnalyzer> open, IReadOnlyList<IStreamSink> sinks, params string[] overrides)
    {
        var loaded = SettingsLoader.Load([], overrides);
        var settings = EngineSettings.From(new SettingsReader(loaded.Config.GetConfig("davf"), new SettingsReport()));
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        foreach (var sink in sinks)
            builder.Services.AddSingleton(sink);
        builder.Services.AddAnalyzer(settings, "cpu", () => open(settings), oneShot);
        builder.Services.AddAkka("davf", akka => akka.AddHocon(loaded.Config, HoconAddMode.Append).AddAnalyzer());
        return new RunningAnalyzer(builder.Build());
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }
}
