namespace DeepAvFusion.Model.Checkpoints;

/// <summary>How a checkpoint is laid out on disk.</summary>
public enum CheckpointFormat
{
    /// <summary>PyTorch's zip container, written since 1.6.</summary>
    TorchZip,

    /// <summary>PyTorch's older pickle stream.</summary>
    TorchLegacy,

    /// <summary>Safetensors: a JSON header and the raw tensors.</summary>
    Safetensors,
}
