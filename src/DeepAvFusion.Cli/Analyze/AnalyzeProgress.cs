using DeepAvFusion.Cli.Commands;
using DeepAvFusion.Core;
using DeepAvFusion.Engine;
using DeepAvFusion.Engine.Status;

namespace DeepAvFusion.Cli.Analyze;

/// <summary>The progress of an analysis: a bar on a terminal, a line every tenth elsewhere.</summary>
internal sealed class AnalyzeProgress : IDisposable
{
    private const int BarWidth = 32;

    private readonly TimeSpan? _most;
    private readonly ProgressLine _line = new();
    private int _tenths = -1;

    public AnalyzeProgress(Analyzer analyzer, StreamId stream, TimeSpan? most)
    {
        _most = most;
        var model = analyzer.Model.Model!;
        var warning = model.IsTrained ? "" : "  (untrained: its results mean nothing)";
        Console.Error.WriteLine(TerminalText.Line($"{stream}: model {model.Name} on {analyzer.Device} in {analyzer.NumberType}{warning}"));
    }

    public void Show(StreamStatus? status)
    {
        if (status is null)
            return;
        var total = status.Duration is { } duration ? (_most < duration ? _most : duration) : _most;
        var share = total is { Ticks: > 0 } all ? Math.Clamp(status.Position / all, 0, 1) : (double?)null;
        var place = total is null ? $"{status.Position.TotalSeconds:0} s" : $"{Math.Min(status.Position.TotalSeconds, total.Value.TotalSeconds):0} of {total.Value.TotalSeconds:0} s";
        var line = $"{place}, {status.Analysed} windows" + (status.LostTotal > 0 ? $", {status.LostTotal} lost" : "");
        if (_line.IsTerminal)
        {
            _line.Show(share is { } done ? $"  {ProgressLine.Bar(done, BarWidth)}  {line}" : $"  {line}");
        }
        else if (share is { } part && (int)(part * 10) > _tenths)
        {
            _tenths = (int)(part * 10);
            Console.Error.WriteLine($"  {line}");
        }
    }

    public void Dispose() => _line.Dispose();
}
