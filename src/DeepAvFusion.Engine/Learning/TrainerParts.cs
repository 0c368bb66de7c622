using DeepAvFusion.Core;
using DeepAvFusion.Engine.Inference;
using DeepAvFusion.Engine.Recall;

namespace DeepAvFusion.Engine.Learning;

/// <summary>What the trainer is made of.</summary>
/// <param name="Open">Opens what was taught.</param>
/// <param name="On">Score from which a label is told.</param>
/// <param name="Streams">The live streams there are, by name.</param>
internal sealed record TrainerParts(
    LiveLearningSettings Settings, Func<CancellationToken, Task<ILearner>> Open, double On, ServedVersions Served, RecallShelf Recall, Func<IReadOnlyList<StreamId>> Streams, LearningBoard Board, TimeProvider Time)
{
    /// <summary>Runs a fit beside everything else.</summary>
    public Func<Func<TrainerProtocol.Fitted>, Task<TrainerProtocol.Fitted>> Apart { get; init; } = FitThread.RunAsync;
}
