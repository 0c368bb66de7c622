namespace DeepAvFusion.Model.Checkpoints.Pickle;

/// <summary>What one description may still cost: instructions and copied entries, and bytes of the tensors it declares.</summary>
internal sealed class PickleBudget(CheckpointLimits limits, long fileLength)
{
    private long _work = limits.Instructions;
    private long _bytes = limits.ExpansionSlack + Math.Min(fileLength, long.MaxValue / 64) * limits.ExpansionRatio;

    public void Work(long steps, PickleInput input)
    {
        if ((_work -= steps) < 0)
            throw input.Refuse($"its description takes more than {limits.Instructions} steps");
    }

    public void Bytes(long bytes, string what, PickleInput input)
    {
        if (bytes > _bytes)
            throw input.Refuse($"{what} would bring its tensors to many times the size of the file");
        _bytes -= bytes;
    }
}
