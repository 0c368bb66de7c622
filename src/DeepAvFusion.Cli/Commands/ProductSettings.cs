using DeepAvFusion.Cli.Logging;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine;
using DeepAvFusion.Server;
using DeepAvFusion.Sinks.Clips;
using DeepAvFusion.Sinks.Webhooks;
using DeepAvFusion.Store;
using DeepAvFusion.Training.Online;

namespace DeepAvFusion.Cli.Commands;

/// <summary>All settings under `davf`: every command binds them whole, so that a mistake anywhere in a settings file is told by any of them.</summary>
internal sealed record ProductSettings(
    EngineSettings Engine, RunSinkSettings Sinks, StoreSettings Store, OutputSettings Outputs, ServerSettings Server, LogSettings Logs, OnlineSettings Learning, ClipSettings Clips)
{
    public static ProductSettings From(SettingsReader davf) => new(
        EngineSettings.From(davf), RunSinkSettings.From(davf), StoreSettings.From(davf), OutputSettings.From(davf), ServerSettings.From(davf), LogSettings.From(davf), OnlineSettings.From(davf), ClipSettings.From(davf));
}
