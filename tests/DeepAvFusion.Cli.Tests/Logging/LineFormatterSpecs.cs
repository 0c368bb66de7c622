using DeepAvFusion.Cli.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Level = Microsoft.Extensions.Logging.LogLevel;

namespace DeepAvFusion.Cli.Tests.Logging;

public sealed class LineFormatterSpecs
{
    [Fact]
    public void An_entry_is_one_line_with_time_level_message_and_causes() => Assert.Equal(
        "00:00:00.000 warning Stream door: away: IOException: no route: TimeoutException: too late\n",
        Line("Stream door: away", Level.Warning, new IOException("no route", new TimeoutException("too late")), isSystemd: false));

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\rb")]
    [InlineData("a\u001bb")]
    [InlineData("a\u0085b")]
    [InlineData("a\u2028b")]
    public void A_name_can_neither_break_the_line_nor_steer_the_terminal(string name) =>
        Assert.Equal("00:00:00.000 info    a b: Exception: a b\n", Line(name, Level.Information, new InvalidOperationException(name), isSystemd: false).Replace("InvalidOperation", "", StringComparison.Ordinal));

    [Theory]
    [InlineData(Level.Debug, "<7>it\n")]
    [InlineData(Level.Information, "<6>it\n")]
    [InlineData(Level.Warning, "<4>it\n")]
    [InlineData(Level.Error, "<3>it\n")]
    public void Systemd_gets_the_level_as_a_number_and_notes_the_time_itself(Level level, string line) => Assert.Equal(line, Line("it", level, null, isSystemd: true));

    private static string Line(string message, Level level, Exception? cause, bool isSystemd)
    {
        using var text = new StringWriter { NewLine = "\n" };
        new LineFormatter(isSystemd, new FakeTimeProvider(DateTimeOffset.UnixEpoch))
            .Write(new LogEntry<string>(level, "category", new EventId(), message, cause, (state, _) => state), null, text);
        return text.ToString();
    }
}
