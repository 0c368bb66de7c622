using System.Globalization;
using System.Text.Json;

namespace DeepAvFusion.Training.Checkpointing;

/// <summary>Writes what happened, line by line: a CSV of steps and a JSON object an epoch. A resumed run drops what comes after its checkpoint, then goes on.</summary>
public sealed class TrainingHistory : IDisposable
{
    private static readonly string[] Fixed = ["step", "epoch", "lr", "loss", "grad_norm"];
    private readonly StreamWriter _steps;
    private readonly StreamWriter _epochs;
    private bool _hasHeader;

    /// <param name="steps">Steps of the checkpoint the run goes on from.</param>
    public TrainingHistory(RunFolder folder, long steps)
    {
        var kept = Kept(folder.History, line => long.TryParse(line.Split(',')[0], CultureInfo.InvariantCulture, out var step) ? step <= steps : steps > 0);
        var epochs = Kept(folder.Epochs, line => StepsOf(line) <= steps && steps > 0);
        _hasHeader = kept.Length > 0;
        RunFolder.Replace(folder.History, string.Concat(kept.Select(line => line + "\n")));
        RunFolder.Replace(folder.Epochs, string.Concat(epochs.Select(line => line + "\n")));
        (_steps, _epochs) = (new StreamWriter(folder.History, append: true), new StreamWriter(folder.Epochs, append: true));
    }

    /// <param name="parts">Further numbers, the same names in every step.</param>
    public void Step(long step, double epoch, double rate, double loss, double gradientNorm, IReadOnlyDictionary<string, double> parts)
    {
        if (!_hasHeader) _steps.WriteLine(string.Join(',', Fixed.Concat(parts.Keys)));
        _hasHeader = true;
        _steps.WriteLine(string.Join(',', new[] { step.ToString(CultureInfo.InvariantCulture) }
            .Concat(new[] { epoch, rate, loss, gradientNorm }.Concat(parts.Values).Select(value => value.ToString("R", CultureInfo.InvariantCulture)))));
    }

    public void Epoch(int epoch, long steps, double loss, IReadOnlyDictionary<string, double> measures)
    {
        var entry = new Dictionary<string, object> { ["epoch"] = epoch, ["steps"] = steps, ["loss"] = Finite(loss) };
        foreach (var (name, value) in measures) entry[name] = Finite(value);
        _epochs.WriteLine(JsonSerializer.Serialize(entry));
        Flush();
    }

    public void Flush()
    {
        _steps.Flush();
        _epochs.Flush();
    }

    public void Dispose()
    {
        _steps.Dispose();
        _epochs.Dispose();
    }

    private static object Finite(double value) => double.IsFinite(value) ? value : value.ToString(CultureInfo.InvariantCulture);

    private static string[] Kept(string path, Func<string, bool> keep) => File.Exists(path) ? [.. File.ReadLines(path).Where(line => line.Length > 0 && keep(line))] : [];

    private static long StepsOf(string line)
    {
        try
        {
            using var entry = JsonDocument.Parse(line);
            return entry.RootElement.GetProperty("steps").GetInt64();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return long.MaxValue;                                              // a line cut off by a full disk
        }
    }
}
