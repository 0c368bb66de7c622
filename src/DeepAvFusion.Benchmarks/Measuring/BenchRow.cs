namespace DeepAvFusion.Benchmarks.Measuring;

/// <summary>One line of a table: ours, what stands beside it, and the bar.</summary>
public sealed record BenchRow(string What, BenchUnit Unit, Spread Ours)
{
    /// <summary>The same work done by the other program; null where there is none.</summary>
    public Spread? Beside { get; init; }

    /// <summary>Ours divided by the other's.</summary>
    public Spread? Ratio { get; init; }

    /// <summary>Judges the ratio where <see cref="Compares"/>, else our number itself.</summary>
    public Bar? Bar { get; init; }

    public bool Compares { get; init; }

    public string Remark { get; init; } = "";

    public BenchVerdict Verdict => (Bar, Compares, Ratio) switch
    {
        (null, _, _) => BenchVerdict.None,
        (_, true, null) => BenchVerdict.NotJudged,
        (_, true, _) => Judged(Ratio.Median),
        _ => Judged(Ours.Median),
    };

    /// <summary>A line about turns taken side by side.</summary>
    /// <param name="beside">Null where nothing stands beside ours.</param>
    /// <param name="scale">Multiplies every measurement, such as 1 / batch for a time a window.</param>
    public static BenchRow Of(string what, BenchUnit unit, IReadOnlyList<double> ours, IReadOnlyList<double>? beside, Bar? bar = null, double scale = 1) =>
        new(what, unit, Spread.Of([.. ours.Select(value => value * scale)]))
        {
            Beside = beside is null ? null : Spread.Of([.. beside.Select(value => value * scale)]),
            Ratio = beside is null ? null : Spread.Ratio(ours, beside),
            Bar = bar,
            Compares = true,
        };

    private BenchVerdict Judged(double value) => Bar!.IsMetBy(value) ? BenchVerdict.Met : BenchVerdict.Missed;
}
