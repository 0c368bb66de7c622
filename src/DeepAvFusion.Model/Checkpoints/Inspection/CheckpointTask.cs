namespace DeepAvFusion.Model.Checkpoints.Inspection;

/// <summary>What the weights of a checkpoint are for.</summary>
public enum CheckpointTask
{
    /// <summary>The fused audio-visual encoder alone.</summary>
    Encoder,

    /// <summary>The pre-training model: encoder and reconstruction decoders.</summary>
    MaskedAutoencoder,

    Recognition,

    Separation,

    Segmentation,

    /// <summary>A single transformer over one modality, as MAE and AudioMAE publish.</summary>
    SingleStream,
}
