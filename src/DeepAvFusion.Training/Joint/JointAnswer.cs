namespace DeepAvFusion.Training.Joint;

/// <summary>What a joint model makes of one window, before any sigmoid.</summary>
/// <param name="Heard">[classes] by the fusion stream.</param>
/// <param name="Audio">[classes] by the audio stream.</param>
/// <param name="Seen">[classes] by the image stream.</param>
/// <param name="Map">[H, W]</param>
internal sealed record JointAnswer(float[] Heard, float[] Audio, float[] Seen, float[] Map);
