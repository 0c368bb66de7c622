namespace DeepAvFusion.Scenes.Serve;

/// <summary>How a camera fares.</summary>
/// <param name="Starts">How often its encoder was started.</param>
/// <param name="Viewers">Viewers now.</param>
/// <param name="Dropped">Viewers let go because they read too slowly.</param>
public sealed record SceneCameraStatus(int Starts, int Viewers, long Dropped);
