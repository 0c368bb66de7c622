using System.CommandLine;
using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Cli.Commands;

/// <summary>The options by which every command takes settings.</summary>
internal sealed class SettingsOptions
{
    private readonly Option<string[]> _files = new("--config", "-c")
    {
        Description = "HOCON file with settings (hocon/reference.conf lists all); may be given several times, later ones win.",
        HelpName = "FILE",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string[]> _overrides = new("--set")
    {
        Description = "One setting, such as --set davf.windowing.step=500ms; may be given several times.",
        HelpName = "KEY=VALUE",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string?> _model = new("--model", "-m")
    {
        Description = "A checkpoint file (.safetensors or .pth), or the name of a preset for an untrained network.",
        HelpName = "FILE|PRESET",
    };

    private readonly Option<string?> _device = new("--device", "-d") { Description = "cpu, cuda, cuda:N or auto.", HelpName = "DEVICE" };

    private readonly Option<string?> _step = new("--step") { Description = "Distance from one window to the next, such as 500ms.", HelpName = "DURATION" };

    public void AddTo(Command command)
    {
        command.Options.Add(_files);
        command.Options.Add(_overrides);
        command.Options.Add(_model);
        command.Options.Add(_device);
        command.Options.Add(_step);
    }

    /// <summary>The settings as given; `more` are overrides of the command's own, weaker than --set.</summary>
    public LoadedSettings Load(ParseResult parsed, params IReadOnlyList<string> more)
    {
        var overrides = new List<string>(more);
        if (parsed.GetValue(_model) is { } model)
            overrides.Add(File.Exists(model) || model.Contains('.') || model.Contains('/') ? $"davf.model.checkpoint=\"{Escape(model)}\"" : $"davf.model.preset=\"{Escape(model)}\"");
        if (parsed.GetValue(_device) is { } device)
            overrides.Add($"davf.model.device=\"{Escape(device)}\"");
        if (parsed.GetValue(_step) is { } step)
            overrides.Add($"davf.windowing.step={step}");
        overrides.AddRange(parsed.GetValue(_overrides) ?? []);
        return SettingsLoader.Load(parsed.GetValue(_files) ?? [], overrides);
    }

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
