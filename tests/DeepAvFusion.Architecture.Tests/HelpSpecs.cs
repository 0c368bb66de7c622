using System.CommandLine;
using DeepAvFusion.Cli;

namespace DeepAvFusion.Architecture.Tests;

/// <summary>README and --help tell of the same commands.</summary>
public sealed class HelpSpecs
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    public static TheoryData<string> Commands => [.. Paths(EntryPoint.Root(), "deepav")];

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_readme_names_every_command(string command) => Assert.Contains(command, Readme, StringComparison.Ordinal);

    [Fact]
    public void Every_command_option_and_argument_says_what_it_is() =>
        Assert.Empty(All(EntryPoint.Root()).SelectMany(command => command.Options.Cast<Symbol>().Concat(command.Arguments).Append(command))
            .Where(symbol => string.IsNullOrWhiteSpace(symbol.Description)).Select(symbol => symbol.Name));

    private static IEnumerable<string> Paths(Command command, string path) =>
        command.Subcommands.SelectMany(sub => sub.Subcommands.Count == 0 ? [$"{path} {sub.Name}"] : Paths(sub, $"{path} {sub.Name}"));

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);
}
