using System.CommandLine;
using DeepAvFusion.Training.Settings;

namespace DeepAvFusion.Cli.Train;

/// <summary>The options by which training and evaluation take settings.</summary>
internal sealed class TrainingOptions
{
    private readonly Option<string[]> _files = new("--config", "-c")
    {
        Description = "HOCON file with settings (hocon/training.conf lists all, under the names of the original configuration files); may be given several times, later ones win.",
        HelpName = "FILE",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string[]> _overrides = new("--set")
    {
        Description = "One setting, such as --set opt.blr=1e-4; may be given several times.",
        HelpName = "KEY=VALUE",
        AllowMultipleArgumentsPerToken = false,
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_files);
        command.Options.Add(_overrides);
    }

    /// <summary>The plan of a training.</summary>
    public TrainingPlan Load(ParseResult parsed, string recipe) => TrainingSettingsFile.Load(recipe, parsed.GetValue(_files) ?? [], parsed.GetValue(_overrides) ?? []);

    /// <summary>The plan of an evaluation; `more` are overrides of the command's own, weaker than --set.</summary>
    public TrainingPlan LoadForEvaluation(ParseResult parsed, string task, IReadOnlyList<string> more) =>
        TrainingSettingsFile.LoadForEvaluation(task, parsed.GetValue(_files) ?? [], [.. more, .. parsed.GetValue(_overrides) ?? []]);
}
