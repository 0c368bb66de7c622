namespace DeepAvFusion.Core.Results;

/// <summary>Score of one label in one window, each in 0..1: of being heard (by sound and fusion, or by all three heads where they were trained alike), and of each head alone; the image head's is of being seen.</summary>
public sealed record LabelScore(string Label, double Score, double Image, double Audio, double Fusion);
