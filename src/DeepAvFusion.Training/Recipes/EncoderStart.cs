using DeepAvFusion.Core;
using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Checkpoints.Loading;
using DeepAvFusion.Model.Encoder;

namespace DeepAvFusion.Training.Recipes;

/// <summary>The weights that the encoder of a recipe starts from; null parts keep their initial ones.</summary>
/// <param name="Checkpoint">Any checkpoint with a fused encoder in it; it takes the place of both others.</param>
/// <param name="Prefix">What the encoder's keys in that checkpoint begin with.</param>
/// <param name="ImageWeights">A published single-stream file for the image backbone, such as MAE's.</param>
/// <param name="AudioWeights">The same for the audio backbone, such as AudioMAE's.</param>
public sealed record EncoderStart(string? Checkpoint, string Prefix = CheckpointSelection.EncoderPrefix, string? ImageWeights = null, string? AudioWeights = null)
{
    /// <summary>Initial weights throughout.</summary>
    public static EncoderStart None { get; } = new(Checkpoint: null);

    /// <summary>Whether any weights come from a file.</summary>
    public bool IsGiven => (Checkpoint ?? ImageWeights ?? AudioWeights) is not null;

    /// <summary>Puts the weights into an encoder.</summary>
    /// <exception cref="UserErrorException">A file does not fit.</exception>
    public void Load(DeepAvFusionEncoder encoder)
    {
        if (Checkpoint is not null)
        {
            Load("encoder", Checkpoint, path => CheckpointLoader.LoadEncoder(encoder, path, Prefix, progress: null, CancellationToken.None));
            return;
        }

        Load("image backbone", ImageWeights, path => CheckpointLoader.LoadBackbone(encoder.Image, path, prefix: "", progress: null, CancellationToken.None));
        Load("audio backbone", AudioWeights, path => CheckpointLoader.LoadBackbone(encoder.Audio, path, prefix: "", progress: null, CancellationToken.None));
    }

    private static void Load(string part, string? path, Action<string> load)
    {
        if (path is null) return;
        try
        {
            load(path);
        }
        catch (CheckpointException trouble)
        {
            throw new UserErrorException($"The {part} cannot start from '{path}': {trouble.Message}", trouble);
        }
    }
}
