namespace DeepAvFusion.Scenes.Generate;

/// <summary>One more clip is there.</summary>
/// <param name="Done">Clips made so far.</param>
/// <param name="Total">Clips to be made.</param>
/// <param name="Name">The clip just made.</param>
public sealed record GenerationProgress(int Done, int Total, string Name);
