using System.Globalization;
using DeepAvFusion.Cli.Commands;
using DeepAvFusion.Training.Trainers;

namespace DeepAvFusion.Cli.Train;

/// <summary>The progress of a training: a bar on a terminal, elsewhere a line every so many steps.</summary>
/// <param name="every">Steps between lines.</param>
internal sealed class TrainProgress(int every) : IProgress<TrainingProgress>, IDisposable
{
    private const int BarWidth = 24;
    private const double Noticeable = 0.1;
    private readonly ProgressLine _progress = new();
    private double _loss = double.NaN;
    private long _line = -1;

    public void Report(TrainingProgress value)
    {
        _loss = double.IsNaN(_loss) ? value.Loss : 0.95 * _loss + 0.05 * value.Loss;
        var share = value.Steps == 0 ? 1 : (double)value.Step / value.Steps;
        var line = string.Create(CultureInfo.InvariantCulture,
            $"epoch {value.Epoch:0.00}  step {value.Step}/{value.Steps}  loss {_loss:0.0000}  lr {value.Rate:0.0e+0}  {value.SamplesPerSecond:0.0} samples/s  {Left(value.Left)} left{Waited(value.Waited)}");
        if (_progress.IsTerminal)
        {
            _progress.Show($"  {ProgressLine.Bar(share, BarWidth)}  {line}");
        }
        else if (_line < 0 || value.Step / every > _line || value.Step == value.Steps)
        {
            _line = value.Step / every;
            Console.Error.WriteLine($"  {line}");
        }
    }

    public void Dispose() => _progress.Dispose();

    /// <summary>Told where it matters: more workers would make it faster.</summary>
    private static string Waited(double share) => share < Noticeable ? "" : string.Create(CultureInfo.InvariantCulture, $"  {100 * share:0} % waiting for data");

    private static string Left(TimeSpan left) => left.TotalHours >= 1 ? $"{(int)left.TotalHours} h {left.Minutes:00} min" : left.TotalMinutes >= 1 ? $"{left.Minutes} min {left.Seconds:00} s" : $"{left.Seconds} s";
}
