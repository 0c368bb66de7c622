using System.CommandLine;
using DeepAvFusion.Cli.Commands;

namespace DeepAvFusion.Cli.Analyze;

/// <summary>`deepav analyze INPUT --out DIR`: one clip or stream, everything it holds as files.</summary>
internal static class AnalyzeCommand
{
    public static Command Create()
    {
        var input = new Argument<string?>("INPUT") { Description = "A file, or an http, HLS, RTSP, RTMP, UDP, SRT or device source.", Arity = ArgumentArity.ZeroOrOne };
        var picture = new Option<string>("--picture") { Description = "Instead of INPUT: where the picture comes from; without --sound it is analyzed alone.", HelpName = "SOURCE" };
        var sound = new Option<string>("--sound") { Description = "Instead of INPUT: where the sound comes from, such as device:audio=pulse:default; without --picture it is analyzed alone.", HelpName = "SOURCE" };
        var offset = new Option<TimeSpan?>("--sound-offset")
        {
            Description = "How much later the sound is taken than it comes, against the picture of --picture: 300ms, or -300ms for earlier.",
            HelpName = "DURATION",
            CustomParser = Durations.ParseSigned,
        };
        var output = new Option<string>("--out", "-o") { Description = "Folder for the results; made if it is not there.", HelpName = "DIR", Required = true };
        var live = new Option<bool>("--live") { Description = "Play a file at its own pace and shed load as for a live source." };
        var most = new Option<TimeSpan?>("--for")
        {
            Description = "Stop after this long, such as 30s; for streams without an end.",
            HelpName = "DURATION",
            CustomParser = Durations.Parse,
        };
        var settings = new SettingsOptions();
        var command = new Command("analyze", "Analyze one clip or stream into a folder: analysis.jsonl, events.jsonl, overlay.mp4, separated/*.wav, summary.json.")
        {
            input, picture, sound, offset, output, live, most,
        };
        settings.AddTo(command);
        command.SetAction((parsed, _) => AnalyzeRun.RunAsync(
            new AnalyzeRequest(parsed.GetValue(input), parsed.GetValue(picture), parsed.GetValue(sound), parsed.GetValue(offset), parsed.GetRequiredValue(output), parsed.GetValue(live), parsed.GetValue(most)),
            settings.Load(parsed, "davf.source.preview.enabled=false")));
        return command;
    }
}

/// <summary>What the user asked to analyze.</summary>
/// <param name="Input">The source of picture and sound; null where they are named one by one.</param>
/// <param name="Most">Stop after this long; null to the end.</param>
internal sealed record AnalyzeRequest(string? Input, string? Picture, string? Sound, TimeSpan? SoundOffset, string Output, bool Live, TimeSpan? Most);
