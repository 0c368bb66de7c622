using System.Globalization;
using DeepAvFusion.Cli.Commands;
using DeepAvFusion.Training.Online;
using Spectre.Console;

namespace DeepAvFusion.Cli.Learning;

/// <summary>Tells of versions, from stored numbers alone.</summary>
internal static class VersionText
{
    public static void List(OnlineLearning learning)
    {
        var table = new Table().RoundedBorder().AddColumns("version", "made", "state", "new labels", "fitted to", "held out", "gain", "anchor drop", "fit");
        foreach (var version in learning.Versions)
            table.AddRow([.. ((string[])[
                version.Number.ToString(CultureInfo.InvariantCulture) + (version.Number == learning.Current ? " (in use)" : ""), Time(version.MadeAt), version.State.ToString(), string.Join(", ", version.NewLabels),
                version.Samples.Count.ToString(CultureInfo.InvariantCulture), version.HeldOut.Count.ToString(CultureInfo.InvariantCulture), Gate(version, "gain"), Gate(version, "anchor-drop"),
                string.Create(CultureInfo.InvariantCulture, $"{version.FitSeconds:0.0} s")]).Select(TerminalText.Cell)]);
        AnsiConsole.Write(table);
        Console.WriteLine(learning.Current == 0 ? $"In use: {learning.Model.Name} as it came." : $"In use: version {learning.Current}.");
    }

    public static void Why(ModelVersion version, OnlineLearning learning)
    {
        Line($"Version {version.Number} of {learning.Model.Name}, made {Time(version.MadeAt)} while version {version.Parent} was in use; {version.State}.");
        Line($"Fitted to {version.Samples.Count} samples in {version.FitSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s (seed {version.Seed}), judged by {version.HeldOut.Count} held out; new labels: {(version.NewLabels.Count == 0 ? "none" : string.Join(", ", version.NewLabels))}.");
        foreach (var sample in version.Samples.Concat(version.HeldOut).Select(id => learning.Sample(id)).OfType<SampleSummary>().Where(sample => sample.Correction is not null).GroupBy(sample => (sample.Correction!.Kind, sample.Correction.Label, sample.Correction.Who)))
            Line($"  {sample.Key.Who}: {sample.Key.Kind} {sample.Key.Label} ({sample.Count()})");
        foreach (var one in version.Quarantined) Line($"Left out: {one.Who}, {one.Note}.");
        foreach (var gate in version.Gates)
            Line(string.Create(CultureInfo.InvariantCulture, $"{(gate.Holds ? "holds" : "FAILS")}  {gate.Name,-14} {gate.Value:0.####} (limit {gate.Limit:0.####}): {gate.Note}"));
        foreach (var change in version.History) Line($"{Time(change.When)}  {change.State} by {change.Who}: {change.Reason}");
        Line($"Base {version.BaseSha256}");
        Line($"File {version.Sha256}  {learning.FileOf(version.Number)}");
    }

    private static string Gate(ModelVersion version, string name) => version.Gates.FirstOrDefault(gate => gate.Name == name) is { } gate ? gate.Value.ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture) : "";

    private static string Time(DateTimeOffset time) => time.ToString("u", CultureInfo.InvariantCulture);

    private static void Line(string text) => Console.WriteLine(TerminalText.Line(text));
}
