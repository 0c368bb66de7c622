using DeepAvFusion.Core;
using DeepAvFusion.Engine;
using DeepAvFusion.Engine.Status;
using Spectre.Console;

namespace DeepAvFusion.Cli.Analyze;

/// <summary>The progress of an analysis: a bar on a terminal, a line every tenth elsewhere.</summary>
internal sealed class AnalyzeProgress : IDisposable
{
    private const int BarWidth = 32;

    private readonly TimeSpan? _most;
    private readonly bool _isTerminal = !Console.IsErrorRedirected && AnsiConsole.Profile.Capabilities.Ansi;
    private readonly TextWriter _out = Console.Error;
    private int _tenths = -1;
    private int _width;

    public AnalyzeProgress(Analyzer analyzer, StreamId stream, TimeSpan? most)
    {
        _most = most;
        var warning = analyzer.Model.IsTrained ? "" : "  (untrained: its results mean nothing)";
        _out.WriteLine($"{stream}: model {analyzer.Model.Name} on {analyzer.Device}{warning}");
    }

    public void Show(StreamStatus? status)
    {
        if (status is null)
            return;
        var total = status.Duration is { } duration ? (_most < duration ? _most : duration) : _most;
        var share = total is { Ticks: > 0 } all ? Math.Clamp(status.Position / all, 0, 1) : (double?)null;
        var place = total is null ? $"{status.Position.TotalSeconds:0} s" : $"{Math.Min(status.Position.TotalSeconds, total.Value.TotalSeconds):0} of {total.Value.TotalSeconds:0} s";
        var line = $"{place}, {status.Analysed} windows" + (status.LostTotal > 0 ? $", {status.LostTotal} lost" : "");
        if (_isTerminal)
        {
            var done = (int)Math.Round((share ?? 0) * BarWidth);
            var bar = share is null ? "" : $"{new string('━', done)}{new string('╌', BarWidth - done)} {share:P0}  ";
            Rewrite($"  {bar}{line}");
        }
        else if (share is { } part && (int)(part * 10) > _tenths)
        {
            _tenths = (int)(part * 10);
            _out.WriteLine($"  {line}");
        }
    }

    public void Dispose()
    {
        if (_isTerminal && _width > 0)
            _out.WriteLine();
    }

    private void Rewrite(string text)
    {
        _out.Write("\r" + text.PadRight(_width));
        _width = text.Length;
    }
}
