using Akka.Hosting;
using DeepAvFusion.Cli.Commands;
using DeepAvFusion.Cli.Logging;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine;
using DeepAvFusion.Engine.Hosting;
using DeepAvFusion.Engine.Learning;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Sinks;
using DeepAvFusion.Training.Online;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DeepAvFusion.Cli.Hosting;

/// <summary>The one composition of everything that runs with actors: `run` lays a web server over it.</summary>
internal static class ProductHosting
{
    // for the web server and the actor system, when what was inside has come out
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    /// <param name="learning">How operators teach; null for not at all.</param>
    /// <param name="logs">What is logged; the settings' own, unless the command is more quiet.</param>
    /// <exception cref="Core.UserErrorException">The device is not there.</exception>
    public static void AddProduct(
        this IHostApplicationBuilder builder, LoadedSettings loaded, EngineSettings engine, LogSettings logs, IReadOnlyList<IStreamSink> sinks, bool oneShot, OnlineSettings? learning)
    {
        var device = AnalyzerOpener.DeviceOf(engine.Model.Device);
        engine = engine with { Model = engine.Model with { Type = AnalyzerOpener.TypeOf(engine.Model.Type, device.type) } };
        builder.Services.AddSingleton<IHostLifetime, SignalLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = engine.Grace + Rest);
        foreach (var sink in sinks)
            builder.Services.AddSingleton(sink);
        builder.Services.AddAnalyzer(engine, device.ToString(), () => ModelOpening.Open(engine), oneShot);
        if (learning is not null)
            builder.Services.AddLearning(engine, () => OnlineLearning.Open(learning, TeachableModel.Open(engine.Model), TimeProvider.System));
        builder.Services.AddAkka("davf", akka =>
        {
            akka.AddHocon("akka.coordinated-shutdown.run-by-clr-shutdown-hook = off", HoconAddMode.Prepend)      // signals are the host's, which drains first
                .AddHocon(loaded.Config, HoconAddMode.Append).AddLines(logs).AddAnalyzer();
            if (learning is not null)
                akka.AddTrainer();
        });
        builder.Logging.AddLines(logs);
    }
}
