using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using DeepAvFusion.Store.Events;

namespace DeepAvFusion.Cli.Store;

/// <summary>Options that say which events.</summary>
internal sealed class EventFilterOptions
{
    private readonly Option<string[]> _streams = new("--stream") { Description = "Only events of this stream; may be given several times.", HelpName = "NAME", AllowMultipleArgumentsPerToken = false };
    private readonly Option<string[]> _labels = new("--label") { Description = "Only events of this label; may be given several times.", HelpName = "LABEL", AllowMultipleArgumentsPerToken = false };
    private readonly Option<DateTimeOffset?> _from = new("--from") { Description = "Least start, such as 2026-01-31T08:00Z.", HelpName = "MOMENT", CustomParser = Moment };
    private readonly Option<DateTimeOffset?> _to = new("--to") { Description = "Starts lie before it.", HelpName = "MOMENT", CustomParser = Moment };

    public void AddTo(Command command)
    {
        command.Options.Add(_streams);
        command.Options.Add(_labels);
        command.Options.Add(_from);
        command.Options.Add(_to);
    }

    public EventQuery Read(ParseResult parsed) => EventQuery.Newest with
    {
        Streams = parsed.GetValue(_streams) ?? [],
        Labels = parsed.GetValue(_labels) ?? [],
        From = parsed.GetValue(_from),
        To = parsed.GetValue(_to),
    };

    private static DateTimeOffset? Moment(ArgumentResult result)
    {
        var text = string.Join(' ', result.Tokens.Select(token => token.Value));
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
            return moment;
        result.AddError($"'{text}' is not a moment: write it as 2026-01-31T08:00Z.");
        return null;
    }
}
