namespace DeepAvFusion.Training.Joint;

/// <summary>What a joint model makes of one window.</summary>
/// <param name="Heard">[classes], larger where a class is more likely heard.</param>
/// <param name="Audio">[classes] logits by the audio stream.</param>
/// <param name="Seen">[classes], larger where a class is more likely seen.</param>
/// <param name="Map">[H, W] logits</param>
internal sealed record JointAnswer(float[] Heard, float[] Audio, float[] Seen, float[] Map);
