using System.Diagnostics;
using System.Globalization;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Inference.Teaching;
using DeepAvFusion.Training.Metrics;

namespace DeepAvFusion.Training.Online;

/// <summary>Judges a candidate: on corrections that it was not fitted to beside the version in use, on the model's anchors beside the model as it came, or where it came without, on what else was held out.</summary>
internal sealed class Gates(GateSettings settings, AnchorSet anchors, TeachableModel model)
{
    private readonly IReadOnlyDictionary<TaughtLayer, LayerWeights> _came = model.Layers;
    private const float Alarm = 0.5f;
    private const int LeastAnchors = 20;
    private const int LeastNegatives = 10;
    private const int Bins = 10;
    private const int Turns = 5;

    /// <param name="curriculum">What was fitted to and what judges.</param>
    /// <param name="candidate">The weights to judge.</param>
    /// <param name="inUse">Those in use, with perhaps fewer labels.</param>
    /// <param name="disagreement">Share of corrections that a fit without them contradicts.</param>
    public IReadOnlyList<GateResult> Judge(Curriculum curriculum, IReadOnlyDictionary<TaughtLayer, LayerWeights> candidate, IReadOnlyDictionary<TaughtLayer, LayerWeights> inUse, double disagreement)
    {
        if (!candidate.Values.All(layer => Array.TrueForAll(layer.Weight, float.IsFinite) && Array.TrueForAll(layer.Bias, float.IsFinite)))
            return [new GateResult("finite", double.NaN, 0, false, "weights are no numbers")];
        return
        [
            new GateResult("finite", 0, 0, true, "every weight is a number"),
            new GateResult("disagreement", disagreement, settings.Disagreement, disagreement <= settings.Disagreement, string.Create(CultureInfo.InvariantCulture, $"{disagreement:P1} of the corrections are contradicted by what the others teach")),
            Gain(curriculum, candidate, inUse),
            .. anchors.Windows.Count > 0 ? OnAnchors(curriculum.Labels, candidate) : OnHeldOut(curriculum, candidate),
        ];
    }

    private GateResult Gain(Curriculum curriculum, IReadOnlyDictionary<TaughtLayer, LayerWeights> candidate, IReadOnlyDictionary<TaughtLayer, LayerWeights> inUse)
    {
        var windows = curriculum.HeldOut;
        if (windows.All(window => window.Said.Count == 0))
            return new GateResult("gain", double.NaN, settings.Gain, false, "no correction could be held out to judge by");
        var features = windows.Select(window => window.Features).ToList();
        var pair = new PairedGain(curriculum, Scores(inUse, features), Scores(candidate, features));
        var (gain, lower) = (pair.Gain(Enumerable.Range(0, windows.Count).ToArray()), pair.LowerBound(settings.Draws));
        if (!double.IsFinite(lower))
            return new GateResult("gain", double.NaN, settings.Gain, false, "of no taught label could a correction be held out to judge by");
        return new GateResult("gain", lower, settings.Gain, lower > settings.Gain, string.Create(CultureInfo.InvariantCulture, $"{windows.Count} held-out windows: {gain:+0.000;-0.000} mean average precision (or score, of labels that are in all of them), with 95 % at least {lower:+0.000;-0.000}"));
    }

    private IEnumerable<GateResult> OnAnchors(IReadOnlyList<string> names, IReadOnlyDictionary<TaughtLayer, LayerWeights> candidate)
    {
        var windows = anchors.Windows;
        var features = windows.Select(window => window.Features).ToList();
        var (before, after) = (Scores(_came, features), Scores(candidate, features));
        var labels = windows[0].Heard.Count;
        var drops = Enumerable.Range(0, labels).Select(label => (Label: label, Count: windows.Count(window => window.Heard[label]), Drop: Precision(before, label) - Precision(after, label))).Where(label => label.Count > 0).ToList();
        var drop = drops.Average(label => label.Drop);
        yield return new GateResult("anchor-drop", drop, settings.AnchorDrop, drop <= settings.AnchorDrop, string.Create(CultureInfo.InvariantCulture, $"{windows.Count} anchors, {drops.Count} labels: {-drop:+0.0000;-0.0000;0} mean average precision"));
        var worst = drops.Where(label => label.Count >= LeastAnchors).DefaultIfEmpty((Label: 0, Count: 0, Drop: 0)).MaxBy(label => label.Drop);
        yield return new GateResult("class-drop", worst.Drop, settings.ClassDrop, worst.Drop <= settings.ClassDrop, worst.Drop > 0 ? string.Create(CultureInfo.InvariantCulture, $"'{names[worst.Label]}' loses most: {worst.Drop:0.0000}") : "no label loses anything");
        var negatives = windows.Count(window => window.Negative.Length > 0);
        var (false0, false1) = (FalseAlarms(before), FalseAlarms(after));
        var allowed = (settings.FalseEvents * false0) + (settings.FalseShare * negatives);
        yield return new GateResult("false-events", false1, allowed, false1 <= allowed, $"{false1} false alarms on {negatives} negatives, {false0} of the model as it came");
        var worse = CalibrationError(after) - CalibrationError(before);
        yield return new GateResult("calibration", worse, settings.Calibration, worse <= settings.Calibration, string.Create(CultureInfo.InvariantCulture, $"calibration error {worse:+0.0000;-0.0000;0}"));
        var turns = Enumerable.Range(0, Turns).Select(_ => (Now: Time(candidate, features), Came: Time(_came, features))).ToList();       // in turn, the fastest of each: other work disturbs both alike
        var slower = turns.Min(turn => turn.Now) / turns.Min(turn => turn.Came);
        yield return new GateResult("latency", slower, settings.Latency, slower <= settings.Latency, string.Create(CultureInfo.InvariantCulture, $"{slower:0.00} times the scoring time"));
    }

    /// <summary>Without anchors: what was held out tells of false alarms, corrected or not. Rows of labels that nobody corrected are as they came, so nothing else can have become worse.</summary>
    private IEnumerable<GateResult> OnHeldOut(Curriculum curriculum, IReadOnlyDictionary<TaughtLayer, LayerWeights> candidate)
    {
        var windows = curriculum.HeldOut;
        if (windows.Count < LeastNegatives)
        {
            yield return new GateResult("false-events", double.NaN, double.NaN, true, $"no anchors came with this model, and {windows.Count} windows that were held out are too few to tell of false alarms");
            yield break;
        }
        var features = windows.Select(window => window.Features).ToList();
        var (before, after) = (Scores(_came, features), Scores(candidate, features));
        var alarms = windows.Where((window, row) => curriculum.Taught.Any(label => after[row, label] >= Alarm && !window.Said.GetValueOrDefault(label)
            && (label >= curriculum.Known || (before[row, label] < Alarm && window.Said.Count > 0)))).Count();
        var allowed = settings.FalseShare * windows.Count;
        yield return new GateResult("false-events", alarms, allowed, alarms <= allowed, $"no anchors came with this model: taught labels are told wrongly in {alarms} of {windows.Count} windows that were held out, corrected or not");
    }

    private float[,] Scores(IReadOnlyDictionary<TaughtLayer, LayerWeights> layers, IReadOnlyList<WindowFeatures> features) => TaughtScores.Of(model.Rule, layers, features);

    private double Precision(float[,] scores, int label) => RankedScores.AveragePrecision(
        [.. Enumerable.Range(0, anchors.Windows.Count).Select(window => scores[window, label])], [.. anchors.Windows.Select(window => window.Heard[label] ? 1f : 0f)]);

    private int FalseAlarms(float[,] scores) => anchors.Windows.Select((window, row) => window.Negative.Length == 0 ? 0
        : Enumerable.Range(0, scores.GetLength(1)).Count(label => scores[row, label] >= Alarm && !(label < window.Heard.Count && window.Heard[label]))).Sum();

    /// <summary>How far scores are from the share of windows in which their label sounds, weighted by windows.</summary>
    private double CalibrationError(float[,] scores)
    {
        var (sum, heard, count) = (new double[Bins], new double[Bins], new int[Bins]);
        for (var row = 0; row < scores.GetLength(0); row++)
        {
            for (var label = 0; label < scores.GetLength(1); label++)
            {
                var bin = Math.Min(Bins - 1, (int)(scores[row, label] * Bins));
                sum[bin] += scores[row, label];
                heard[bin] += label < anchors.Windows[row].Heard.Count && anchors.Windows[row].Heard[label] ? 1 : 0;
                count[bin]++;
            }
        }
        return Enumerable.Range(0, Bins).Sum(bin => Math.Abs(sum[bin] - heard[bin])) / count.Sum();
    }

    private double Time(IReadOnlyDictionary<TaughtLayer, LayerWeights> layers, IReadOnlyList<WindowFeatures> features)
    {
        var began = Stopwatch.GetTimestamp();
        Scores(layers, features);
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
