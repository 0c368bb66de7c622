namespace DeepAvFusion.Benchmarks.Measuring;

/// <summary>Measures several sides in alternating short turns, so that all meet the same moods of the machine.</summary>
internal static class Turns
{
    /// <summary>One turn of each side to warm up, which does not count; then turn by turn, each time beginning with another side.</summary>
    /// <param name="sides">Each does its work once and tells the measurement; null sides are left out.</param>
    /// <returns>A list a side, one measurement a turn; null for null sides.</returns>
    public static IReadOnlyList<double>?[] Take(int turns, params IReadOnlyList<Func<double>?> sides)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(turns, 1);
        var taken = sides.Select(side => side is null ? null : new List<double>(turns)).ToArray();
        foreach (var side in sides)
            side?.Invoke();
        for (var turn = 0; turn < turns; turn++)
        {
            for (var i = 0; i < taken.Length; i++)
            {
                var next = (turn + i) % taken.Length;
                taken[next]?.Add(sides[next]!());
            }
        }
        return taken;
    }
}
