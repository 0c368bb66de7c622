using System.Text.Json;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine;
using DeepAvFusion.Engine.Status;
using DeepAvFusion.Media.Writers;

namespace DeepAvFusion.Cli.Analyze;

/// <summary>summary.json: what an analysis did, in numbers.</summary>
internal static class SummaryFile
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <exception cref="UserErrorException">It cannot be written.</exception>
    public static void Write(string path, StreamStatus status, SummarySink summary, ModelIdentity model, Analyzer analyzer, TimeSpan wall)
    {
        var content = new
        {
            Schema = "davf.summary/1",
            Source = status.Source,
            State = SettingsReader.Dashed(status.State.ToString()),
            status.Detail,
            Model = new { model.Name, model.Sha256, model.Training },
            analyzer.Device,
            analyzer.NumberType,
            MediaSeconds = Math.Round(status.Position.TotalSeconds, 3),
            WallSeconds = Math.Round(wall.TotalSeconds, 3),
            Windows = summary.Windows,
            Drops = status.Lost.Select(lost => new { lost.Key.Stage, Reason = lost.Key.Reason.ToString().ToLowerInvariant(), Windows = lost.Value }),
            AgeOfResultSeconds = new { P50 = Round(status.Age.P50), P95 = Round(status.Age.P95), P99 = Round(status.Age.P99) },
            ComputeSeconds = new
            {
                Features = Round(summary.Times.Features),
                Encoder = Round(summary.Times.Encoder),
                Heads = Round(summary.Times.Heads),
                Regions = Round(summary.Times.Regions),
                Separation = Round(summary.Times.Separation),
                Assembly = Round(summary.Times.Assembly),
                Total = Round(summary.Times.Compute),
            },
            Regions = summary.Regions,
            Events = summary.Events.Select(e => new { e.Label, Verdict = SettingsReader.Dashed(e.Verdict.ToString()), Start = Math.Round(e.Start, 3), End = e.End is { } end ? (double?)Math.Round(end, 3) : null }),
        };
        var partial = path + ".part";
        try
        {
            File.WriteAllBytes(partial, JsonSerializer.SerializeToUtf8Bytes(content, Options));
            File.Move(partial, path, overwrite: true);
        }
        catch (Exception e) when (FileFault.Is(e))
        {
            throw WriteException.For(path, e);
        }
    }

    private static double Round(TimeSpan span) => Math.Round(span.TotalSeconds, 4);
}
