using System.CommandLine;
using System.Globalization;
using DeepAvFusion.Cli.Commands;
using DeepAvFusion.Core;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Training.Online;
using Spectre.Console;

namespace DeepAvFusion.Cli.Learning;

/// <summary>`deepav learning`: what operators taught. Looking works beside a running analyzer; changing is its page's and API's while it runs.</summary>
internal static class LearningCommand
{
    private const int Usual = 50;
    private const int UsualAnchors = 300;

    public static Command Create() => new("learning", "What operators taught: look into it, take it out and in, and see why a version is in use.")
    {
        List(), Show(), Delete(), Export(), Import(), Versions(), Features(),
    };

    private static Command List()
    {
        var label = new Option<string?>("--label") { Description = "Only corrections about this label.", HelpName = "LABEL" };
        var most = new Option<int>("--most") { Description = "At most so many, the newest first.", HelpName = "N", DefaultValueFactory = _ => Usual };
        return Looking("list", "List samples, the newest first.", [label, most], (parsed, learning) =>
        {
            var table = new Table().RoundedBorder().AddColumns("sample", "said", "who", "when", "stream", "from", "version", "KiB");
            foreach (var sample in learning.Samples(parsed.GetValue(label), before: null, parsed.GetValue(most), isCorrected: null))
                table.AddRow([.. Row(sample).Select(TerminalText.Cell)]);
            AnsiConsole.Write(table);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{learning.Bytes / 1048576.0:0.0} MiB on disk{(learning.Damaged > 0 ? $", {learning.Damaged} damaged samples left out" : "")}"));
            return 0;
        });
    }

    private static Command Show()
    {
        var id = Id();
        return Looking("show", "Tell all that is kept of one sample, and where its picture and sound are.", [id], (parsed, learning) =>
        {
            var sample = Sample(learning, parsed.GetRequiredValue(id));
            foreach (var (name, value) in (string[])["sample", "said", "who", "when", "stream", "from", "version", "KiB"] is var names ? names.Zip(Row(sample)) : [])
                Line(name, value);
            Line("group", sample.Correction?.Group ?? "");
            if (sample.Correction?.Region is { } region) Line("region", string.Create(CultureInfo.InvariantCulture, $"x {region.X:0.##}, y {region.Y:0.##}, {region.Width:0.##} x {region.Height:0.##} of the picture"));
            Line("picture", learning.PicturePath(sample.Id) ?? "none");
            Line("sound", learning.SoundPath(sample.Id) ?? "none");
            foreach (var score in sample.Scores.Take(5)) Line($"score of {score.Label}", string.Create(CultureInfo.InvariantCulture, $"{score.Score:0.000}"));
            return 0;
        });
    }

    private static Command Delete()
    {
        var id = Id();
        return Changing("delete", "Delete a sample and its media; no later version is fitted to it.", [id], (parsed, learning, _) =>
        {
            learning.Delete(Sample(learning, parsed.GetRequiredValue(id)).Id);
            return Task.FromResult(0);
        });
    }

    private static Command Export()
    {
        var output = new Option<string>("--out", "-o") { Description = "New folder.", HelpName = "DIR", Required = true };
        var settings = new SettingsOptions();
        var command = new Command("export", "Write corrections as a data set in VGGSound's layout, as `deepav data check vggsound` and `deepav train finetune` take it, with the samples as they are kept beside it.") { output };
        settings.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            using var learning = Open(settings, parsed, OnlineLearning.Look);
            Console.WriteLine($"{await learning.ExportAsync(parsed.GetRequiredValue(output), cancel).ConfigureAwait(false)} clips");
            return 0;
        });
        return command;
    }

    private static Command Import()
    {
        var folder = new Argument<string>("DIR") { Description = "Folder that `deepav learning export` wrote." };
        return Changing("import", "Take over samples that were exported; those that are here already are left out.", [folder], (parsed, learning, _) =>
        {
            Console.WriteLine($"{learning.Import(parsed.GetRequiredValue(folder))} samples");
            return Task.FromResult(0);
        });
    }

    private static Command Versions()
    {
        var why = new Option<int?>("--why") { Description = "Tell of this version what it was fitted to, how it was judged, and who put it in use or took it out.", HelpName = "N" };
        return Looking("versions", "List versions, the newest first; or tell why one is in use or not.", [why], (parsed, learning) =>
        {
            if (parsed.GetValue(why) is { } number)
                VersionText.Why(learning.Versions.FirstOrDefault(version => version.Number == number) ?? throw new UserErrorException($"There is no version {number}."), learning);
            else
                VersionText.List(learning);
            return 0;
        });
    }

    private static Command Features()
    {
        var output = new Option<string?>("--out", "-o") { Description = $"File to write ({AnchorFile.Name} beside the model).", HelpName = "FILE" };
        var count = new Option<int>("--count") { Description = "Anchor windows to make.", HelpName = "N", DefaultValueFactory = _ => UsualAnchors };
        var settings = new SettingsOptions();
        var command = new Command("features", "Make the anchors of a model that knows the synthetic world: windows that versions of it are judged by and never fitted to.") { output, count };
        settings.AddTo(command);
        command.SetAction((parsed, cancel) => Task.Run(() =>
        {
            var model = settings.Load(parsed).Bind(ProductSettings.From).Engine.Model;
            var teachable = TeachableModel.Open(model);
            using var network = AnalyzerOpener.OpenNetwork(model with { Type = NumberType.Float32 }, progress: null);
            using var line = new ProgressLine();
            var anchors = new AnchorMaker(network).Make(parsed.GetValue(count), new DirectProgress<int>(made => line.Show($"{made} anchors")), cancel);
            line.Clear();
            var path = parsed.GetValue(output) ?? Path.Combine(teachable.Folder, AnchorFile.Name);
            AnchorFile.Write(path, teachable, anchors);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{anchors.Windows.Count} anchors and {anchors.Reminders.Count} reminders in '{path}', {new FileInfo(path).Length / 1048576.0:0.0} MiB"));
            return 0;
        }, cancel));
        return command;
    }

    private static Argument<string> Id() => new("SAMPLE") { Description = "Its name in the list, such as s00000012." };

    private static Command Looking(string name, string description, Symbol[] more, Func<ParseResult, OnlineLearning, int> look) =>
        With(name, description, more, OnlineLearning.Look, (parsed, learning, _) => Task.FromResult(look(parsed, learning)));

    private static Command Changing(string name, string description, Symbol[] more, Func<ParseResult, OnlineLearning, CancellationToken, Task<int>> change) =>
        With(name, description, more, (settings, model) => OnlineLearning.Open(settings, model, TimeProvider.System), change);

    private static Command With(
        string name, string description, Symbol[] more, Func<OnlineSettings, TeachableModel, OnlineLearning> open, Func<ParseResult, OnlineLearning, CancellationToken, Task<int>> act)
    {
        var settings = new SettingsOptions();
        var command = new Command(name, description);
        foreach (var symbol in more)
        {
            if (symbol is Option option) command.Options.Add(option);
            else command.Arguments.Add((Argument)symbol);
        }
        settings.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            using var learning = Open(settings, parsed, open);
            return await act(parsed, learning, cancel).ConfigureAwait(false);
        });
        return command;
    }

    private static OnlineLearning Open(SettingsOptions options, ParseResult parsed, Func<OnlineSettings, TeachableModel, OnlineLearning> open)
    {
        var settings = options.Load(parsed).Bind(ProductSettings.From);
        return open(settings.Learning, TeachableModel.Open(settings.Engine.Model));
    }

    private static SampleSummary Sample(OnlineLearning learning, string text) =>
        SampleId.TryParse(text, out var id) && learning.Sample(id) is { } sample ? sample : throw new UserErrorException($"There is no sample '{text}'; `deepav learning list` names them.");

    private static string[] Row(SampleSummary sample) =>
    [
        sample.Id.ToString(), Said(sample.Correction), sample.Correction?.Who ?? "", sample.Correction is { } said ? Time(said.When) : Time(sample.CapturedAt), sample.Stream,
        string.Create(CultureInfo.InvariantCulture, $"{sample.Start:0.0} s"), sample.Model.Version.ToString(CultureInfo.InvariantCulture), (sample.Bytes / 1024).ToString(CultureInfo.InvariantCulture),
    ];

    private static string Said(Correction? correction) => correction switch
    {
        null => "(reservoir)",
        { Kind: CorrectionKind.Nothing } => "nothing sounds",
        { Kind: CorrectionKind.IsNot } => $"not {correction.Label}",
        _ => correction.Label!,
    };

    private static string Time(DateTimeOffset time) => time.ToString("u", CultureInfo.InvariantCulture);

    private static void Line(string name, string value) => Console.WriteLine($"{name,-12} {TerminalText.Line(value)}");
}
