namespace DeepAvFusion.Model.Checkpoints;

/// <summary>How far a long read or write has come.</summary>
/// <param name="Done">Bytes handled.</param>
/// <param name="Total">Bytes in all.</param>
/// <param name="Tensor">The tensor in hand; empty while the digest of a whole file is made.</param>
public readonly record struct CheckpointProgress(long Done, long Total, string Tensor)
{
    /// <summary>0 to 1.</summary>
    public double Share => Total == 0 ? 1 : (double)Done / Total;
}
