using System.CommandLine;

namespace DeepAvFusion.Cli.Evidence;

/// <summary>`deepav evidence`: bundles that `GET /api/events/{id}/evidence` gives.</summary>
internal static class EvidenceCommand
{
    public static Command Create() => new("evidence", "Bundles of evidence: analyse what they hold again.") { Replay() };

    private static Command Replay()
    {
        var file = new Argument<string>("FILE") { Description = "A bundle, as the page and GET /api/events/{id}/evidence give it." };
        var model = new Option<string?>("--model", "-m") { Description = "The checkpoint that said it, where it is none of those that come with the program.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "One JSON object instead of a table." };
        var command = new Command("replay", "Check a bundle's checksums, analyse its clip again with its settings, and say whether the result is the same: 0 when it is, 5 when not.") { file, model, json };
        command.SetAction((parsed, _) => EvidenceReplay.RunAsync(parsed.GetRequiredValue(file), parsed.GetValue(model), parsed.GetValue(json)));
        return command;
    }
}
