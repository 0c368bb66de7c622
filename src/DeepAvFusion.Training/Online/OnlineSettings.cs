using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Training.Online;

/// <summary>How the analyzer learns from its operators.</summary>
/// <param name="Folder">Where samples and versions are kept.</param>
/// <param name="Samples">Most corrections that are kept.</param>
/// <param name="Reservoir">Most unflagged windows that are kept.</param>
/// <param name="Bytes">Most that samples take on disk.</param>
/// <param name="Duplicate">Cosine from which on two windows with one correction are the same.</param>
/// <param name="Due">New corrections from which on a fit is due.</param>
/// <param name="DueGroups">Events or stretches that a label must have been corrected in before it is taught.</param>
/// <param name="Distance">Shortest time from one fit to the next.</param>
/// <param name="Labels">Most labels that may be taught beside those of the model.</param>
/// <param name="Versions">Versions whose model files are kept, beside the one in use.</param>
public sealed record OnlineSettings(
    bool IsEnabled, string Folder, int Samples, int Reservoir, long Bytes, double Duplicate, int Due, int DueGroups, TimeSpan Distance, int Labels, int Versions, RefitSettings Refit, GateSettings Gates)
{
    public static OnlineSettings From(SettingsReader davf) => davf.Section("learning", learning => new OnlineSettings(
        learning.Flag("enabled"), learning.Text("folder"), learning.Count("samples", 1, 100_000), learning.Count("reservoir", 0, 100_000), learning.Bytes("limit"),
        learning.Number("duplicate", 0, 1), learning.Count("due"), learning.Count("due-groups"), learning.NotNegative("distance"), learning.Count("labels", 0, 1000), learning.Count("versions"),
        learning.Section("refit", RefitSettings.From), learning.Section("gates", GateSettings.From)));
}

/// <summary>How heads are fitted.</summary>
/// <param name="Steps">Steps over all samples.</param>
/// <param name="Rate">Length of a step.</param>
/// <param name="Distil">Weight of what the shipped model says of windows that nobody corrected.</param>
/// <param name="Pull">Weight of the distance from the shipped weights, squared.</param>
/// <param name="Smoothing">How far below 1 the target of a label that sounds is.</param>
/// <param name="Balance">Most samples of a label, as a multiple of the rarest label's.</param>
/// <param name="Seed">Of the split between fitting and judging.</param>
public sealed record RefitSettings(int Steps, double Rate, double Distil, double Pull, double Smoothing, double Balance, int Seed)
{
    public static RefitSettings From(SettingsReader refit) => new(
        refit.Count("steps", 1, 100_000), refit.Inside("rate", 0), refit.Number("distil", 0), refit.Number("pull", 0), refit.Number("smoothing", 0, 0.4), refit.Number("balance", 1), refit.Count("seed", 0));
}

/// <summary>What a candidate must hold to be of use. Shares and points are of 1.</summary>
/// <param name="HeldOut">Share of the corrected events that judge and are not fitted to.</param>
/// <param name="Gain">What the held-out corrections must gain at least, by the lower bound of a paired bootstrap.</param>
/// <param name="Draws">Draws of the bootstrap.</param>
/// <param name="AnchorDrop">Most mean average precision that the anchors may lose.</param>
/// <param name="ClassDrop">Most that a single label may lose on the anchors.</param>
/// <param name="FalseEvents">Most false alarms on the anchors' negatives, as a multiple of the shipped model's.</param>
/// <param name="FalseShare">False alarms beyond that, as a share of the negatives.</param>
/// <param name="Calibration">Most that the calibration error may grow.</param>
/// <param name="Latency">Longest scoring of a window, as a multiple of the shipped model's.</param>
/// <param name="Disagreement">Most corrections that a fit without them may contradict, as a share.</param>
public sealed record GateSettings(
    double HeldOut, double Gain, int Draws, double AnchorDrop, double ClassDrop, double FalseEvents, double FalseShare, double Calibration, double Latency, double Disagreement)
{
    public static GateSettings From(SettingsReader gates) => new(
        gates.Number("held-out", 0, 0.9), gates.Number("gain", -1, 1), gates.Count("draws", 1, 1_000_000), gates.Number("anchor-drop", 0, 1), gates.Number("class-drop", 0, 1),
        gates.Number("false-events", 0), gates.Number("false-share", 0, 1), gates.Number("calibration", 0, 1), gates.Number("latency", 0), gates.Number("disagreement", 0, 1));
}
