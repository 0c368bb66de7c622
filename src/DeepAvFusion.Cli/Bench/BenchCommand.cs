using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using DeepAvFusion.Benchmarks.Forward;
using DeepAvFusion.Benchmarks.Ingest;
using DeepAvFusion.Benchmarks.Measuring;
using DeepAvFusion.Benchmarks.Monitor;
using DeepAvFusion.Benchmarks.Store;
using DeepAvFusion.Benchmarks.Teach;
using DeepAvFusion.Benchmarks.Train;
using DeepAvFusion.Benchmarks.Window;
using DeepAvFusion.Cli.Commands;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Training.Online;

namespace DeepAvFusion.Cli.Bench;

/// <summary>`deepav bench`: how fast this is here, beside plain PyTorch and bare FFmpeg.</summary>
internal static class BenchCommand
{
    private const int UsualAgreement = 200;
    private const string Shipped = "scenes-tiny";

    public static Command Create() => new("bench", "Measure speed on this machine, beside plain PyTorch and a bare ffmpeg, in the same run.")
    {
        Window(),
        Regions(),
        Model(),
        Memory(),
        Train(),
        Ingest(),
        Monitor(),
        Overload(),
        Store(),
        Teach(),
        Learn(),
        All(),
    };

    private static Command Window()
    {
        var (options, model) = (new BenchOptions(), ModelOption());
        var command = new Command("window", "Seconds a window in the analyzer: features, encoder, heads, regions, second pass; the encoder beside plain PyTorch.") { model };
        options.AddTo(command);
        command.SetAction(parsed => options.Print(parsed, [() => WindowOf(options.Read(parsed), FileOf(parsed.GetValue(model)))]));
        return command;
    }

    private static Command Regions()
    {
        var (options, model) = (new BenchOptions(), ModelOption());
        var command = new Command("regions", "A window with four regions to separate beside the same one with none, for the shipped model and untrained presets.") { model };
        options.AddTo(command);
        command.SetAction(parsed => options.Print(parsed, [() => RegionsOf(options.Read(parsed), FileOf(parsed.GetValue(model) ?? Shipped))]));
        return command;
    }

    private static Command Model()
    {
        var (options, model) = (new BenchOptions(), ModelOption());
        var agreement = new Option<int?>("--agreement")
        {
            Description = $"Windows over which bfloat16 is compared with float32; 0 for none ({UsualAgreement}, with --quick none).",
            HelpName = "WINDOWS",
        };
        var command = new Command("model", "Forward of encoder and recognition by size, batch and number type beside plain PyTorch; loading; agreement of bfloat16.") { model, agreement };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var (settings, windows) = (options.Read(parsed), parsed.GetValue(agreement));
            if (windows is < 0 or > 100_000)
                throw new UserErrorException($"--agreement {windows} must be 0 to 100000 windows.");
            return options.Print(parsed, Models(settings, FileOf(parsed.GetValue(model)), windows));
        });
        return command;
    }

    private static Command Memory()
    {
        var options = new BenchOptions();
        var command = new Command("memory", "Memory that a forward of encoder and recognition needs on top of the weights, beside plain PyTorch.");
        options.AddTo(command);
        command.SetAction(parsed => MemoryBench.IsReady ? options.Print(parsed, [() => MemoryBench.Run(options.Read(parsed))]) : MeasureMemory(parsed, options));
        return command;
    }

    private static Command Train()
    {
        var options = new BenchOptions();
        var command = new Command("train", "A step of masked pre-training beside plain PyTorch, in float32 and bfloat16, and windows a second of the data.");
        options.AddTo(command);
        command.SetAction(parsed => options.Print(parsed, [() => TrainBench.Run(options.Read(parsed))]));
        return command;
    }

    private static Command Ingest()
    {
        var options = new BenchOptions(network: false);
        var command = new Command("ingest", "Processor time of reading a 720p25 H.264 stream, beside a bare ffmpeg that decodes and scales the same.");
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.Run(() => options.Print(parsed, [() => IngestOf(options.Read(parsed), cancellation)]), cancellation));
        return command;
    }

    private static Command Monitor()
    {
        var options = new BenchOptions(network: false);
        var command = new Command("monitor", "Processor time of monitoring a 720p25 stream with stereo sound: loudness, levels, black, freeze.");
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.Run(() => options.Print(parsed, [() => MonitorOf(options.Read(parsed), cancellation)]), cancellation));
        return command;
    }

    private static Command Overload()
    {
        var options = new BenchOptions(network: false);
        var command = new Command("overload", "Age of results and losses by reason when 1, 2, 3 and 10 times the windows come that the device can do.");
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.Run(() => options.Print(parsed, [() => OverloadOf(options.Read(parsed), cancellation)]), cancellation));
        return command;
    }

    private static Command Store()
    {
        var options = new BenchOptions(network: false);
        var count = new Option<int?>("--events")
        {
            Description = string.Create(CultureInfo.InvariantCulture, $"Events in the store ({StoreBench.UsualEvents}, with --quick {StoreBench.QuickEvents})."),
            HelpName = "N",
        };
        var postgres = new Option<string?>("--postgres") { Description = "Connection string of an empty PostgreSQL database; an SQLite file when left out.", HelpName = "CONNECTION" };
        var command = new Command("store", "Searches of a full store by stream, label, verdict, time and words, alone and while old events go.") { count, postgres };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.Run(() =>
        {
            var (settings, events) = (options.Read(parsed), parsed.GetValue(count));
            if (events is < 1000 or > 100_000_000)
                throw new UserErrorException($"--events {events} must be 1000 to 100000000.");
            return options.Print(parsed, [() => StoreBench.RunAsync(
                settings, events ?? (settings.Quick ? StoreBench.QuickEvents : StoreBench.UsualEvents), parsed.GetValue(postgres), cancellation).GetAwaiter().GetResult()]);
        }, cancellation));
        return command;
    }

    private static Command Teach()
    {
        var options = new BenchOptions(network: false);
        var plot = new Option<string?>("--plot") { Description = "Write the thirty days with and without learning into this file, SVG or PNG.", HelpName = "FILE" };
        var command = new Command(
            "teach", "Average precision of six synthetic kinds and sixteen recorded things that the shipped model does not know after a few corrections each, what the old labels lose, the time of the fit, and thirty days with and without learning.") { plot };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.Run(() =>
        {
            var (settings, learning) = (options.Read(parsed), Learning());
            return options.Print(parsed, [
                () => TeachBench.Run(settings, learning, cancellation),
                () => StampBench.RunAsync(settings, learning, cancellation).GetAwaiter().GetResult(),
                () => ReplayBench.Run(settings, learning, parsed.GetValue(plot), cancellation)]);
        }, cancellation));
        return command;
    }

    private static Command Learn()
    {
        var options = new BenchOptions(network: false);
        var command = new Command("learn", "Age of results and losses of live streams while versions are fitted, beside those without; memory over fifty fits.");
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.Run(() =>
        {
            var settings = options.Read(parsed);
            return options.Print(parsed, [() => LearnBench.RunAsync(settings, cancellation).GetAwaiter().GetResult(), () => FitMemoryBench.Run(settings, Learning(), cancellation)]);
        }, cancellation));
        return command;
    }

    private static Command All()
    {
        var options = new BenchOptions();
        var command = new Command("all", "All of them but store, teach and learn, one after the other; memory in a process of its own.");
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.Run(() =>
        {
            var settings = options.Read(parsed);
            options.Print(parsed, [() => IngestOf(settings, cancellation), () => MonitorOf(settings, cancellation), () => OverloadOf(settings, cancellation), () => WindowOf(settings, null), () => RegionsOf(settings, FileOf(Shipped)), .. Models(settings, null, null), () => TrainBench.Run(settings)]);
            return settings.Device == "cpu" ? MeasureMemory(parsed, options) : 0;
        }, cancellation));
        return command;
    }

    private static IReadOnlyList<Func<BenchReport>> Models(BenchSettings settings, string? checkpoint, int? agreement)
    {
        var windows = agreement ?? (settings.Quick ? 0 : UsualAgreement);
        return windows == 0 ? [() => ModelBench.Run(settings)] : [() => ModelBench.Run(settings), () => AgreementBench.Run(settings, checkpoint, windows)];
    }

    /// <summary>Starts `bench memory` as a process of the kind it needs, with the same options and the same terminal.</summary>
    /// <returns>Its exit code.</returns>
    private static int MeasureMemory(ParseResult parsed, BenchOptions options)
    {
        options.Read(parsed);
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "deepav"), ["bench", "memory", .. parsed.Tokens.Skip(2).Select(token => token.Value)]);
        foreach (var (name, value) in MemoryBench.Environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }

    private static BenchReport WindowOf(BenchSettings settings, string? checkpoint)
    {
        var engine = Defaults();
        return WindowBench.Run(settings, checkpoint, engine.Assembly.Regions, engine.Assembly.Separation.Regions, engine.Source.ShortSide);
    }

    private static BenchReport RegionsOf(BenchSettings settings, string? checkpoint)
    {
        var engine = Defaults();
        return RegionBench.Run(settings, checkpoint, engine.Assembly.Regions, engine.Assembly.Separation.Regions, engine.Source.ShortSide);
    }

    private static BenchReport IngestOf(BenchSettings settings, CancellationToken cancellation) =>
        IngestBench.RunAsync(settings, Defaults().Source, cancellation).GetAwaiter().GetResult();

    private static BenchReport MonitorOf(BenchSettings settings, CancellationToken cancellation) =>
        MonitorBench.RunAsync(settings, Defaults().Source, Defaults().Monitoring, cancellation).GetAwaiter().GetResult();

    private static BenchReport OverloadOf(BenchSettings settings, CancellationToken cancellation) => OverloadBench.RunAsync(settings, cancellation).GetAwaiter().GetResult();

    /// <summary>What is measured is what runs with the settings as they come.</summary>
    private static EngineSettings Defaults() => SettingsLoader.Load([], []).Bind(ProductSettings.From).Engine;

    private static OnlineSettings Learning() => SettingsLoader.Load([], []).Bind(ProductSettings.From).Learning;

    private static Option<string?> ModelOption() => new("--model", "-m") { Description = "A checkpoint or the name of a shipped model; untrained weights from a seed when left out.", HelpName = "FILE|NAME" };

    private static string? FileOf(string? model) => model is null ? null : ShippedModels.Find(model) ?? model;

    /// <summary>Numbers separated by commas.</summary>
    internal static IReadOnlyList<int> Numbers(string text) => [.. text.Split(',').Select(part =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new UserErrorException($"--batch '{text}' must be numbers separated by commas, such as 1,4,8."))];
}
