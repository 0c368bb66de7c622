using System.CommandLine;
using DeepAvFusion.Cli.Commands;
using Spectre.Console;

namespace DeepAvFusion.Cli.About;

/// <summary>`deepav about`: what runs here.</summary>
internal static class AboutCommand
{
    public static Command Create()
    {
        var settings = new SettingsOptions();
        var command = new Command("about", "Version, model, device, libraries and packages.");
        settings.AddTo(command);
        command.SetAction(parsed =>
        {
            var bound = settings.Load(parsed).Bind(ProductSettings.From);
            var table = new Table().RoundedBorder().HideHeaders().AddColumn("what").AddColumn("value");
            foreach (var (name, value) in AboutFacts.Gather(bound.Engine.Model))
                table.AddRow(TerminalText.Cell(name), TerminalText.Cell(value));
            AnsiConsole.Write(table);
            if (AboutFacts.Warning(bound.Engine.Model) is { } warning)
                AnsiConsole.MarkupLine($"[yellow]{TerminalText.Cell(warning)}[/]");
        });
        return command;
    }
}
