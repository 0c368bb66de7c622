using DeepAvFusion.Cli.Commands;

namespace DeepAvFusion.Cli.Train;

/// <summary>How far an evaluation has come, on a terminal.</summary>
internal sealed class EvaluationProgress : IDisposable
{
    private const int BarWidth = 24;
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    private readonly ProgressLine _line = new();
    private readonly Lock _lock = new();
    private readonly Timer _timer;

    public EvaluationProgress(Func<(long Judged, long Of)> look) => _timer = new Timer(_ => Show(look()), null, Every, Every);

    public void Dispose()
    {
        using var stopped = new ManualResetEvent(false);
        if (_timer.Dispose(stopped)) stopped.WaitOne();
        _line.Clear();
    }

    private void Show((long Judged, long Of) progress)
    {
        lock (_lock)
        {
            if (progress.Of > 0) _line.Show($"  {ProgressLine.Bar((double)progress.Judged / progress.Of, BarWidth)}  {progress.Judged} of {progress.Of} judged");
        }
    }
}
