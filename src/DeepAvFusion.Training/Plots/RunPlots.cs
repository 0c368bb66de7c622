using System.Globalization;
using System.Text.Json;
using DeepAvFusion.Training.Checkpointing;

namespace DeepAvFusion.Training.Plots;

/// <summary>Plots of a run's history: losses, learning rate and every measure of its evaluations.</summary>
public static class RunPlots
{
    private const int MostPoints = 600;

    /// <summary>Writes loss, rate and, once there was an evaluation, measures; each as SVG and as PNG.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    public static void Write(RunFolder folder)
    {
        var steps = Steps(folder.History);
        if (steps.Count == 0) return;
        Save(folder, "loss", new LinePlot("Loss", "epoch", "loss", [.. steps.Where(line => line.Name.StartsWith("loss", StringComparison.Ordinal))], MayBeLogarithmic: true));
        Save(folder, "rate", new LinePlot("Learning rate", "epoch", "learning rate", [.. steps.Where(line => line.Name == "lr")]));
        var measures = Measures(folder.Epochs);
        if (measures.Count > 0)
            Save(folder, "measures", [.. measures.GroupBy(line => Kind(line.Name)).Select(kind => new LinePlot(kind.Key.Title, "epoch", kind.Key.Unit, [.. kind]))]);
    }

    private static void Save(RunFolder folder, string name, params IReadOnlyList<LinePlot> plots)
    {
        foreach (var type in new[] { "svg", "png" }) LinePlot.Save(plots, Path.Combine(folder.Root, $"{name}.{type}"));
    }

    /// <summary>Measures of one kind and unit share a plot.</summary>
    private static (string Title, string Unit) Kind(string measure) =>
        measure.EndsWith("_nn_acc", StringComparison.Ordinal) ? ("Nearest neighbours of the same class", "share, %")
        : measure.EndsWith("_nn_ap", StringComparison.Ordinal) ? ("Nearest neighbours", "mean average precision")
        : measure.EndsWith("_nn_auc", StringComparison.Ordinal) ? ("Nearest neighbours", "area under the ROC curve")
        : measure.Contains("_acc1_", StringComparison.Ordinal) ? ("Recognition", "top-1, %")
        : measure.Contains("_ap_", StringComparison.Ordinal) ? ("Recognition", "mean average precision, %")
        : measure.Contains("_auc_", StringComparison.Ordinal) ? ("Recognition", "area under the ROC curve, %")
        : measure.StartsWith("map", StringComparison.Ordinal) ? ("Recognition", "mean average precision")
        : measure.StartsWith("miou", StringComparison.Ordinal) || measure.StartsWith("f_", StringComparison.Ordinal) ? ("Segmentation", "mean IoU and F-score")
        : measure.StartsWith("sil", StringComparison.Ordinal) ? ("Silence: windows kept unmasked, silent things masked", "share")
        : measure[..Math.Min(3, measure.Length)] is "sdr" or "sir" or "sar" ? ("Separation", "dB")
        : ("Evaluations", "value");

    /// <summary>Columns over epochs, averaged over neighbouring steps where there are many.</summary>
    private static List<PlotLine> Steps(string path)
    {
        var rows = File.ReadLines(path).Select(line => line.Split(',')).ToArray();
        if (rows.Length < 2) return [];
        var numbers = rows.Skip(1).Where(row => row.Length == rows[0].Length)
            .Select(row => Array.ConvertAll(row, cell => double.TryParse(cell, CultureInfo.InvariantCulture, out var value) ? value : double.NaN)).ToArray();
        var groups = numbers.Chunk(Math.Max(1, numbers.Length / MostPoints)).ToArray();
        return [.. Enumerable.Range(2, rows[0].Length - 2).Select(column => new PlotLine(
            rows[0][column], [.. groups.Select(group => (group.Average(row => row[1]), group.Average(row => row[column])))]))];
    }

    private static List<PlotLine> Measures(string path)
    {
        var lines = new Dictionary<string, List<(double X, double Y)>>();
        foreach (var text in File.ReadLines(path))
        {
            using var entry = JsonDocument.Parse(text);
            var epoch = entry.RootElement.GetProperty("epoch").GetDouble();
            foreach (var measure in entry.RootElement.EnumerateObject().Where(one => one.Name is not ("epoch" or "steps" or "loss") && one.Value.ValueKind == JsonValueKind.Number))
            {
                if (!lines.TryGetValue(measure.Name, out var points)) lines[measure.Name] = points = [];
                points.Add((epoch, measure.Value.GetDouble()));
            }
        }

        return [.. lines.Select(line => new PlotLine(line.Key, line.Value))];
    }
}
