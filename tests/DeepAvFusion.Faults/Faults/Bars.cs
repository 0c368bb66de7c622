namespace DeepAvFusion.Faults.Faults;

/// <summary>How strictly a run of the suite judges.</summary>
/// <param name="Patience">Times the bound of each fault.</param>
/// <param name="WitnessShare">Least share of the witness's windows.</param>
/// <param name="AgeRatio">Most of the witness's p95 age over that of the undisturbed one.</param>
/// <param name="AgeSlack">A difference of ages that means nothing on a machine with other work.</param>
internal sealed record Bars(double Patience, double WitnessShare, double AgeRatio, TimeSpan AgeSlack)
{
    /// <summary>What is promised.</summary>
    public static readonly Bars Promised = new(1, 0.98, 1.5, TimeSpan.FromSeconds(0.25));

    /// <summary>As promised where a table is asked for, else as it holds anywhere.</summary>
    public static Bars Now => FaultOutcome.Table is null ? Loaded : Promised;

    /// <summary>What also holds on a slow machine under load.</summary>
    public static readonly Bars Loaded = new(6, 0.8, 4, TimeSpan.FromSeconds(3));
}
