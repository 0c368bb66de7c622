namespace DeepAvFusion.Training.Trainers;

/// <summary>How a training is going.</summary>
/// <param name="Step">Optimiser steps done, of all runs.</param>
/// <param name="Steps">Steps there will be.</param>
/// <param name="Epoch">Finished epochs, with the share of the current one.</param>
/// <param name="Loss">Mean loss of the step's batches.</param>
/// <param name="Rate">Learning rate of a plain group.</param>
/// <param name="GradientNorm">Norm of the step's gradients, before clipping.</param>
/// <param name="SamplesPerSecond">Over this run.</param>
/// <param name="Left">Time to the end at this rate.</param>
/// <param name="Waited">Share of the time that training waited for data.</param>
public sealed record TrainingProgress(
    long Step, long Steps, double Epoch, double Loss, double Rate, double GradientNorm, double SamplesPerSecond, TimeSpan Left, double Waited);
