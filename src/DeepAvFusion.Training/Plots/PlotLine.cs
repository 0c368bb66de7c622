namespace DeepAvFusion.Training.Plots;

/// <summary>One line of a plot.</summary>
public sealed record PlotLine(string Name, IReadOnlyList<(double X, double Y)> Points);
