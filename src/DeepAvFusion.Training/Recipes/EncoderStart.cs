using DeepAvFusion.Core;
using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Checkpoints.Loading;
using DeepAvFusion.Model.Encoder;

namespace DeepAvFusion.Training.Recipes;

/// <summary>Puts the weights of a pre-training into the encoder of a recipe.</summary>
public static class EncoderStart
{
    /// <param name="path">Any checkpoint with an encoder in it; null leaves the initial weights.</param>
    /// <exception cref="UserErrorException">The file does not fit.</exception>
    public static void Load(DeepAvFusionEncoder encoder, string? path)
    {
        if (path is null) return;
        try
        {
            CheckpointLoader.LoadEncoder(encoder, path, progress: null, CancellationToken.None);
        }
        catch (CheckpointException trouble)
        {
            throw new UserErrorException($"The encoder cannot start from '{path}': {trouble.Message}", trouble);
        }
    }
}
