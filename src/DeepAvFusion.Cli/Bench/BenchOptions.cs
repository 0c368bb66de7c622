using System.CommandLine;
using DeepAvFusion.Benchmarks.Measuring;

namespace DeepAvFusion.Cli.Bench;

/// <summary>The options of every benchmark, and how its tables get out.</summary>
/// <param name="network">False where no network runs.</param>
internal sealed class BenchOptions(bool network = true)
{
    private readonly Option<bool> _quick = new("--quick") { Description = "Less of everything: about a minute." };
    private readonly Option<int?> _turns = new("--turns") { Description = "Turns that are counted, each side by side; a first one more warms up (5, with --quick 3).", HelpName = "N" };
    private readonly Option<bool> _json = new("--json") { Description = "One JSON object a line instead of tables: the machine first, then one for each line of a table." };
    private readonly Option<string> _device = new("--device", "-d") { Description = "cpu, cuda, cuda:N or auto.", DefaultValueFactory = _ => "cpu", HelpName = "DEVICE" };
    private readonly Option<int> _threads = new("--threads") { Description = "Threads of the network, here and in the program beside.", DefaultValueFactory = _ => 1, HelpName = "N" };
    private readonly Option<BenchClock> _clock = new("--clock")
    {
        Description = "wall, or cpu: processor time, for one thread on a machine that others use too.",
        DefaultValueFactory = _ => BenchClock.Wall,
        HelpName = "wall|cpu",
    };

    private readonly Option<string?> _presets = new("--preset") { Description = "Networks, separated by commas: tiny, small, base, large.", HelpName = "NAMES" };
    private readonly Option<string?> _batches = new("--batch") { Description = "Batch sizes, separated by commas.", HelpName = "SIZES" };

    public void AddTo(Command command)
    {
        command.Options.Add(_quick);
        command.Options.Add(_turns);
        command.Options.Add(_json);
        if (!network)
            return;
        command.Options.Add(_device);
        command.Options.Add(_threads);
        command.Options.Add(_clock);
        command.Options.Add(_presets);
        command.Options.Add(_batches);
    }

    /// <exception cref="Core.UserErrorException">They make no sense.</exception>
    public BenchSettings Read(ParseResult parsed)
    {
        var settings = new BenchSettings(
            parsed.GetValue(_quick), network ? parsed.GetValue(_threads) : 1, network ? parsed.GetRequiredValue(_device) : "cpu",
            network ? parsed.GetValue(_presets)?.Split(',') : null, network && parsed.GetValue(_batches) is { } sizes ? BenchCommand.Numbers(sizes) : null,
            parsed.GetValue(_turns), network ? parsed.GetValue(_clock) : BenchClock.Wall, what => Console.Error.WriteLine($"measuring {what}"));
        settings.Check();
        return settings;
    }

    /// <summary>Runs benchmarks one after the other and prints each as soon as it is done.</summary>
    /// <returns>0; a missed bar is told in the table.</returns>
    public int Print(ParseResult parsed, IReadOnlyList<Func<BenchReport>> benchmarks)
    {
        var settings = Read(parsed);
        var printer = new BenchPrinter(parsed.GetValue(_json));
        printer.Machine(BenchMachine.Read(settings));
        foreach (var benchmark in benchmarks)
            printer.Report(benchmark());
        return 0;
    }
}
