using DeepAvFusion.Cli.Logging;
using DeepAvFusion.Core.Settings;
using LogLevel = DeepAvFusion.Cli.Logging.LogLevel;

namespace DeepAvFusion.Cli.Tests.Logging;

public sealed class LogSettingsSpecs
{
    [Theory]
    [InlineData("Akka.Actor.CoordinatedShutdown", "Warning")]
    [InlineData("Microsoft.AspNetCore.Routing", "Warning")]
    [InlineData("DeepAvFusion.Engine.Streams.StreamActor", "Info")]
    public void By_default_libraries_are_quieter_than_the_program(string category, string level) => Assert.Equal(level, Bind().Settings.LevelOf(category).ToString());

    [Theory]
    [InlineData("davf.logging.levels.DeepAvFusion.Engine=debug")]
    [InlineData("davf.logging.levels.\"DeepAvFusion.Engine\"=debug")]
    public void A_part_of_the_program_may_have_its_own_level(string setting)
    {
        var (settings, report) = Bind(setting);
        Assert.Empty(report.Problems);
        Assert.Equal(LogLevel.Debug, settings.LevelOf("DeepAvFusion.Engine.Streams.StreamActor"));
        Assert.Equal(LogLevel.Info, settings.LevelOf("DeepAvFusion.Sinks"));
    }

    [Theory]
    [InlineData("davf.logging.level=loud", "davf.logging.level")]
    [InlineData("davf.logging.format=xml", "davf.logging.format")]
    [InlineData("davf.logging.levels.Akka.Remote=loud", "davf.logging.levels")]
    public void What_cannot_be_is_refused_by_its_key(string setting, string key) =>
        Assert.Contains(Bind(setting).Report.Problems, problem => problem.Key.StartsWith(key, StringComparison.Ordinal));

    [Fact]
    public void A_command_that_is_more_quiet_raises_every_level()
    {
        var quiet = Bind("davf.logging.levels.DeepAvFusion=debug", "davf.logging.levels.Akka=none").Settings.AtLeast(LogLevel.Error);
        Assert.Equal((LogLevel.Error, LogLevel.Error, LogLevel.None), (quiet.Level, quiet.LevelOf("DeepAvFusion.Engine"), quiet.LevelOf("Akka.Actor")));
    }

    private static (LogSettings Settings, SettingsReport Report) Bind(params string[] overrides)
    {
        var report = new SettingsReport();
        return (new SettingsReader(SettingsLoader.Load([], overrides).Config, report).Section("davf", LogSettings.From), report);
    }
}
