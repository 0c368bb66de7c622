using System.Text.Json;
using DeepAvFusion.Cli.Commands;
using DeepAvFusion.Cli.Hosting;
using DeepAvFusion.Cli.Logging;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine;
using DeepAvFusion.Engine.Streams;
using DeepAvFusion.Media.Drawing;
using DeepAvFusion.Sinks.Evidence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DeepAvFusion.Cli.Evidence;

/// <summary>Analyses a bundle's clip again.</summary>
internal static class EvidenceReplay
{
    // windows so near each other that one of them lies where the live one did
    private const string Step = "250ms";

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    /// <returns>Exit code.</returns>
    /// <exception cref="UserErrorException">It is no bundle, or other weights than those that said it are at hand.</exception>
    public static async Task<int> RunAsync(string file, string? model, bool json)
    {
        var folder = Directory.CreateTempSubdirectory("davf-evidence-");
        try
        {
            var (told, changed) = EvidenceFile.Unpack(file, folder.FullName);
            var lines = changed.Count > 0
                ? [.. changed.Select(name => new ReplayLine(name, "as its checksum says", "changed or missing", "the same", false))]
                : await AnalyseAsync(told, folder.FullName, model).ConfigureAwait(false);
            var isSame = lines.All(line => line.IsSame);
            if (json)
                Console.WriteLine(JsonSerializer.Serialize(new { same = isSame, @event = told.Event.Id, lines }, JsonSerializerOptions.Web));
            else
                Print(told, lines, isSame);
            return isSame ? 0 : EntryPoint.Differs;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<IReadOnlyList<ReplayLine>> AnalyseAsync(EvidenceDocument told, string folder, string? model)
    {
        List<string> overrides = ["davf.source.preview.enabled=false", "davf.source.live-pacing=false", "davf.source.allowed-schemes=[file]"];
        if (model is not null)
            overrides.Add($"davf.model.checkpoint=\"{model.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
        overrides.Add($"davf.windowing.step={Step}");
        var loaded = SettingsLoader.Load([Path.Combine(folder, EvidenceFile.Settings)], overrides);
        var all = loaded.Bind(ProductSettings.From);
        var sink = new ReplaySink();
        var stream = new StreamSettings(new StreamId("replay"), Path.Combine(folder, EvidenceFile.Clip), false, null);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.AddProduct(loaded, all.Engine with { Streams = [] }, all.Logs.AtLeast(LogLevel.Error), [sink], oneShot: true, learning: null);
        using var host = builder.Build();
        var analyzer = host.Services.GetRequiredService<Analyzer>();
        await host.RunToEndAsync(async stopping =>
        {
            var opened = await analyzer.Model.Opened.WaitAsync(stopping).ConfigureAwait(false);
            if (opened.Sha256 != told.Event.Model.Sha256)
                throw new UserErrorException($"Other weights said it ('{told.Event.Model.Name}', {told.Event.Model.Sha256}) than are at hand ('{opened.Name}', {opened.Sha256}): give those with --model FILE.");
            await analyzer.AddAsync(stream, stopping).ConfigureAwait(false);
            while (analyzer.Board.Find(stream.Stream) is { IsFinal: false })
                await Task.Delay(LookEvery, stopping).ConfigureAwait(false);
        }, _ => null).ConfigureAwait(false);
        if (analyzer.Board.Find(stream.Stream) is { State: Engine.Status.StreamState.Faulted } status)
            throw new UserErrorException(status.Detail);
        host.ThrowTrouble();
        return ReplayComparison.Of(told, sink.Events, sink.Windows, Mask(Path.Combine(folder, EvidenceFile.Mask)));
    }

    private static (int, int, bool[])? Mask(string file) =>
        File.Exists(file) && PictureFiles.Grey(File.ReadAllBytes(file)) is { } mask ? (mask.Width, mask.Height, [.. mask.Pixels.Select(pixel => pixel > 127)]) : null;

    private static void Print(EvidenceDocument told, IReadOnlyList<ReplayLine> lines, bool isSame)
    {
        Console.WriteLine(TerminalText.Line($"{told.Event.Id}: {told.Event.Label}, {told.Event.Verdict}, told by {told.Event.Model.Name} ({told.Event.Model.Training}), deepav {told.Program}"));
        Console.WriteLine($"{"",-24}{"then",-22}{"now",-22}{"bound",-12}");
        foreach (var line in lines)
            Console.WriteLine(TerminalText.Line($"{line.What,-24}{line.Then,-22}{line.Now,-22}{line.Bound,-12}{(line.IsSame ? "same" : "DIFFERS")}"));
        Console.WriteLine(isSame ? "The same." : "Not the same.");
    }
}
