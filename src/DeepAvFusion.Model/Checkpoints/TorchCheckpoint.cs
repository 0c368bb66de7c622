namespace DeepAvFusion.Model.Checkpoints;

/// <summary>Reads PyTorch's own formats, the zip container and the older stream.</summary>
public static class TorchCheckpoint
{
    /// <summary>Opens a .pth file; what it holds is data for a closed interpreter, never code.</summary>
    /// <exception cref="CheckpointException">The file is not a PyTorch checkpoint, or not one that is safe to read.</exception>
    public static CheckpointFile Read(string path)
    {
        var file = CheckpointFile.Open(path);
        if (file.Format != CheckpointFormat.Safetensors)
            return file;
        file.Dispose();
        throw new CheckpointException($"{Path.GetFileName(path)}: is a safetensors file, not a PyTorch checkpoint");
    }
}
