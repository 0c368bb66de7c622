namespace DeepAvFusion.Core.Results;

/// <summary>Score of one label in one window, each in 0..1: all three heads averaged, and each head alone.</summary>
public sealed record LabelScore(string Label, double Score, double Image, double Audio, double Fusion);
