namespace DeepAvFusion.Model.Checkpoints;

/// <summary>
/// A value of the tree a checkpoint holds: <see cref="CheckpointMap"/>, <see cref="CheckpointList"/>,
/// <see cref="CheckpointScalar"/> or <see cref="CheckpointTensor"/>.
/// </summary>
public abstract class CheckpointNode
{
    private protected CheckpointNode()
    {
    }
}
