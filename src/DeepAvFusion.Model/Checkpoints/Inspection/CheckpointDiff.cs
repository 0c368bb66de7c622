namespace DeepAvFusion.Model.Checkpoints.Inspection;

/// <summary>Compares the weights of two checkpoints, whatever their formats.</summary>
public static class CheckpointDiff
{
    /// <exception cref="CheckpointException">One of the paths is no checkpoint.</exception>
    public static CheckpointDifference Compare(string first, string second, IProgress<CheckpointProgress>? progress, CancellationToken cancellation)
    {
        using var firstFile = CheckpointFile.Open(first);
        using var secondFile = CheckpointFile.Open(second);
        var (left, right) = (firstFile.Tensors(), secondFile.Tensors());
        var (misshaped, retyped, changed) = (new List<string>(), new List<string>(), new List<CheckpointChange>());
        var total = left.Values.Sum(tensor => tensor.ByteCount);
        var (done, same) = (0L, 0);
        foreach (var (key, one) in left)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(new(done += one.ByteCount, total, key));
            if (!right.TryGetValue(key, out var other))
                continue;
            if (!one.Shape.SequenceEqual(other.Shape))
            {
                misshaped.Add($"{key}: {CheckpointText.Shape([.. one.Shape])} and {CheckpointText.Shape([.. other.Shape])}");
                continue;
            }

            if (one.DType != other.DType)
                retyped.Add($"{key}: {one.DType.Name()} and {other.DType.Name()}");
            if (Change(one, other) is { } change)
                changed.Add(change);
            else
                same++;
        }

        return new(
            [.. left.Keys.Where(key => !right.ContainsKey(key))],
            [.. right.Keys.Where(key => !left.ContainsKey(key))],
            misshaped,
            retyped,
            [.. changed.OrderByDescending(change => double.IsNaN(change.LargestDifference) ? double.PositiveInfinity : change.LargestDifference)],
            same);
    }

    private static CheckpointChange? Change(CheckpointTensor first, CheckpointTensor second)
    {
        if (first.DType == second.DType)
        {
            var (one, other) = (new byte[first.ByteCount], new byte[second.ByteCount]);
            first.CopyBytesTo(one);
            second.CopyBytesTo(other);
            if (one.AsSpan().SequenceEqual(other))
                return null;
        }

        var (left, right) = (first.ToFloat64(), second.ToFloat64());
        var (count, largest) = (0L, 0.0);
        for (var index = 0; index < left.Length; index++)
        {
            if (left[index].Equals(right[index]))
                continue;
            count++;
            largest = Math.Max(largest, Math.Abs(left[index] - right[index]));
        }

        return count == 0 ? null : new(first.Name, count, left.Length, largest);
    }
}
