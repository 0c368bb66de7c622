using DeepAvFusion.Core;
using Spectre.Console;

namespace DeepAvFusion.Cli.Commands;

/// <summary>Text with names that others chose, made fit for a terminal: nothing in it can steer the terminal.</summary>
internal static class TerminalText
{
    /// <summary>One line: control characters, ends of lines among them, are shown as '?'.</summary>
    public static string Line(string text) => ControlCharacters.Shown(text, keepsLines: false);

    /// <summary>The same, but for ends of lines.</summary>
    public static string Lines(string text) => ControlCharacters.Shown(text, keepsLines: true);

    /// <summary>One line as a cell of a table, in which nothing is markup.</summary>
    public static string Cell(string text) => Markup.Escape(Line(text));
}
