using System.Diagnostics;
using DeepAvFusion.Model.Checkpoints;

namespace DeepAvFusion.Cli.Commands;

/// <summary>How far the reading of a checkpoint has come, on a terminal, where it takes longer than a moment.</summary>
internal sealed class CheckpointReading(string what) : IProgress<CheckpointProgress>, IDisposable
{
    private const int BarWidth = 32;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    private readonly ProgressLine _line = new();
    private readonly long _began = Stopwatch.GetTimestamp();
    private long _shown;

    public void Report(CheckpointProgress value)
    {
        if (Stopwatch.GetElapsedTime(_began) < Moment || Stopwatch.GetElapsedTime(_shown) < Between)
            return;
        _shown = Stopwatch.GetTimestamp();
        _line.Show($"{what}  {ProgressLine.Bar(value.Share, BarWidth)} of {value.Total / 1e6:N0} MB");
    }

    public void Dispose() => _line.Clear();
}
