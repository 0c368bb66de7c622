using DeepAvFusion.Training.Checkpointing;
using DeepAvFusion.Training.Data;

namespace DeepAvFusion.Training.Trainers;

/// <summary>How a training ended.</summary>
/// <param name="State">How far it came.</param>
/// <param name="IsComplete">False when it was stopped; its latest checkpoint goes on from there.</param>
/// <param name="Loss">Mean loss of the last step.</param>
/// <param name="Measures">The last evaluation.</param>
/// <param name="Data">What the loader did.</param>
/// <param name="Overflows">Steps of this run that were left out because scaled gradients overflowed.</param>
public sealed record TrainingOutcome(TrainingState State, bool IsComplete, double Loss, IReadOnlyDictionary<string, double> Measures, LoaderReport Data, int Overflows);
