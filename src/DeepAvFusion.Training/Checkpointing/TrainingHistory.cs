using System.Globalization;
using System.Text.Json;

namespace DeepAvFusion.Training.Checkpointing;

/// <summary>Writes what happened, line by line: a CSV of steps and a JSON object an epoch; both as event files, too, where they are asked for. A resumed run drops what comes after its checkpoint, then goes on.</summary>
public sealed class TrainingHistory : IDisposable
{
    private static readonly string[] Fixed = ["step", "epoch", "lr", "loss", "grad_norm"];
    private static readonly int LossColumn = Array.IndexOf(Fixed, "loss");
    private readonly StreamWriter _steps;
    private readonly StreamWriter _epochs;
    private readonly EventFiles? _events;
    private bool _hasHeader;

    /// <exception cref="IOException">It cannot be written.</exception>
    /// <param name="steps">Steps of the checkpoint the run goes on from.</param>
    /// <param name="hasEvents">Whether TensorBoard is to read it.</param>
    public TrainingHistory(RunFolder folder, long steps, bool hasEvents)
    {
        var kept = Kept(folder.History, line => long.TryParse(line.Split(',')[0], CultureInfo.InvariantCulture, out var step) ? step <= steps : steps > 0);
        var epochs = Kept(folder.Epochs, line => Number(line, "steps") <= steps && steps > 0);
        _hasHeader = kept.Length > 0;
        LastEpoch = epochs.Length == 0 ? 0 : Number(epochs[^1], "epoch");
        LastLoss = kept.Length > 1 && double.TryParse(kept[^1].Split(',').ElementAtOrDefault(LossColumn), CultureInfo.InvariantCulture, out var loss) ? loss : double.NaN;
        RunFolder.Replace(folder.History, string.Concat(kept.Select(line => line + "\n")));
        RunFolder.Replace(folder.Epochs, string.Concat(epochs.Select(line => line + "\n")));
        _events = hasEvents ? new EventFiles(folder.Events, steps, TimeProvider.System) : null;
        (_steps, _epochs) = (new StreamWriter(folder.History, append: true), new StreamWriter(folder.Epochs, append: true));
    }

    /// <summary>The last epoch that was ended; 0 for none.</summary>
    public int LastEpoch { get; private set; }

    /// <summary>Loss of the last step before this run; not a number where there is none.</summary>
    public double LastLoss { get; }

    /// <param name="parts">Further numbers, the same names in every step.</param>
    public void Step(long step, double epoch, double rate, double loss, double gradientNorm, IReadOnlyDictionary<string, double> parts)
    {
        _events?.Step(step, epoch, rate, loss, gradientNorm, parts);
        if (!_hasHeader) _steps.WriteLine(string.Join(',', Fixed.Concat(parts.Keys)));
        _hasHeader = true;
        _steps.WriteLine(string.Join(',', new[] { step.ToString(CultureInfo.InvariantCulture) }
            .Concat(new[] { epoch, rate, loss, gradientNorm }.Concat(parts.Values).Select(value => value.ToString("R", CultureInfo.InvariantCulture)))));
    }

    public void Epoch(int epoch, long steps, double loss, IReadOnlyDictionary<string, double> measures)
    {
        _events?.Epoch(steps, measures);
        var entry = new Dictionary<string, object> { ["epoch"] = epoch, ["steps"] = steps, ["loss"] = Finite(loss) };
        foreach (var (name, value) in measures) entry[name] = Finite(value);
        _epochs.WriteLine(JsonSerializer.Serialize(entry));
        LastEpoch = epoch;
        Flush();
    }

    /// <summary>Pictures of what the network makes of some samples; where event files are asked for.</summary>
    public void Pictures(long steps, IEnumerable<string> files) => _events?.Pictures(steps, files);

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

    private static int Number(string line, string name)
    {
        try
        {
            using var entry = JsonDocument.Parse(line);
            return entry.RootElement.GetProperty(name).GetInt32();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return int.MaxValue;                                              // a line cut off by a full disk
        }
    }
}
