using DeepAvFusion.Training.Numerics;

namespace DeepAvFusion.Training.Checkpointing;

/// <summary>How far a training has come.</summary>
/// <param name="Epoch">Finished epochs.</param>
/// <param name="Batch">Finished batches of the epoch after them; a multiple of the accumulated ones.</param>
/// <param name="Steps">Optimiser steps of all epochs.</param>
/// <param name="Best">The best evaluation so far.</param>
/// <param name="Scale">Factor of the loss; null where it is not scaled.</param>
public sealed record TrainingState(int Epoch, int Batch, long Steps, double Best = double.NegativeInfinity, LossScale? Scale = null)
{
    public static TrainingState Start { get; } = new(0, 0, 0);
}
