using System.Globalization;
using DeepAvFusion.Training.Trainers;
using Spectre.Console;

namespace DeepAvFusion.Cli.Train;

/// <summary>The progress of a training: a bar on a terminal, a line every hundredth elsewhere.</summary>
internal sealed class TrainProgress : IProgress<TrainingProgress>, IDisposable
{
    private const int BarWidth = 24;
    private const int Lines = 100;
    private const double Noticeable = 0.1;
    private readonly bool _isTerminal = !Console.IsErrorRedirected && AnsiConsole.Profile.Capabilities.Ansi;
    private readonly TextWriter _out = Console.Error;
    private double _loss = double.NaN;
    private int _line = -1;
    private int _width;

    public void Report(TrainingProgress value)
    {
        _loss = double.IsNaN(_loss) ? value.Loss : 0.95 * _loss + 0.05 * value.Loss;
        var share = value.Steps == 0 ? 1 : (double)value.Step / value.Steps;
        var line = string.Create(CultureInfo.InvariantCulture,
            $"epoch {value.Epoch:0.00}  step {value.Step}/{value.Steps}  loss {_loss:0.0000}  lr {value.Rate:0.0e+0}  {value.SamplesPerSecond:0.0} samples/s  {Left(value.Left)} left{Waited(value.Waited)}");
        if (_isTerminal)
        {
            var done = (int)Math.Round(share * BarWidth);
            var text = $"  {new string('━', done)}{new string('╌', BarWidth - done)} {share:P0}  {line}";
            _out.Write("\r" + text.PadRight(_width));
            _width = text.Length;
        }
        else if ((int)(share * Lines) > _line)
        {
            _line = (int)(share * Lines);
            _out.WriteLine($"  {line}");
        }
    }

    public void Dispose()
    {
        if (_width > 0) _out.WriteLine();
        _width = 0;
    }

    /// <summary>Told where it matters: more workers would make it faster.</summary>
    private static string Waited(double share) => share < Noticeable ? "" : string.Create(CultureInfo.InvariantCulture, $"  {100 * share:0} % waiting for data");

    private static string Left(TimeSpan left) => left.TotalHours >= 1 ? $"{(int)left.TotalHours} h {left.Minutes:00} min" : left.TotalMinutes >= 1 ? $"{left.Minutes} min {left.Seconds:00} s" : $"{left.Seconds} s";
}
