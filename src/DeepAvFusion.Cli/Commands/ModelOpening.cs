using DeepAvFusion.Engine;
using DeepAvFusion.Inference;
using DeepAvFusion.Inference.Network;

namespace DeepAvFusion.Cli.Commands;

/// <summary>Opens the analyzer's model and shows how far its weights are read.</summary>
internal static class ModelOpening
{
    /// <exception cref="Core.UserErrorException">The model or its device cannot be used.</exception>
    public static IWindowAnalyzer Open(EngineSettings settings)
    {
        using var progress = new CheckpointReading($"Reading {settings.Model.Checkpoint ?? settings.Model.Preset}");
        return AnalyzerOpener.Open(settings.Model, settings.Assembly.Regions, settings.Assembly.Separation.Regions, progress);
    }
}
