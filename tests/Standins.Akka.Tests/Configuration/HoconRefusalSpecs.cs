#if !PACKAGE_AKKA
using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace AkkaSpecs;

/// <summary>The package reads these texts wrongly without a word or ends the process; only the stand-in refuses them.</summary>
public sealed class HoconRefusalSpecs
{
    [Theory]
    [InlineData("a = 1\nb {\n c = 2\n", "line 2")]
    [InlineData("a = 1\n}\n", "Line 2")]
    [InlineData("a = 1\nb = [1,\n2", "line 2")]
    [InlineData("a = 1\nb = \"open\nc = 1", "line 2")]
    [InlineData("a = 1\nb = \"\"\"open\nc = 1", "line 2")]
    [InlineData("a = 1\nb\nc = 1", "Line 2")]
    [InlineData("a = 1\nb = \n", "Line 2")]
    [InlineData("a = 1\n = 5", "Line 2")]
    [InlineData("a = 1\nb = [1,,2]", "Line 2")]
    [InlineData("a = 1\nb += 3", "Line 2")]
    [InlineData("a = 1\nb = ${?HOME}", "Line 2")]
    [InlineData("a = 1\nb = ${open", "Line 2")]
    [InlineData("a = 1\nb = c = d", "Line 2")]
    [InlineData("a = 1\nb { x = 1 } { y = 2 }", "Line 2")]
    [InlineData("a = 1\ninclude \"x\"", "Line 2")]
    public void Names_the_line_of_what_is_malformed(string hocon, string line)
    {
        var error = Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString(hocon));

        Assert.Contains(line, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_the_line_of_a_character_without_a_meaning()
    {
        var error = Assert.Throws<FormatException>(() => ConfigurationFactory.ParseString("a = 1\nb = x*y"));

        Assert.Contains("line 2", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a = ${a}")]
    [InlineData("a = ${b}\nb = ${a}")]
    [InlineData("a = [1]\na = ${a} [2]")]
    [InlineData("a { b = ${a} }")]
    public void Refuses_substitutions_that_lead_back_to_themselves(string hocon) =>
        Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString(hocon));

    [Fact]
    public void Names_an_include_that_is_not_there()
    {
        var error = Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString("include \"gone.conf\"", static HoconRoot (_) => null!));

        Assert.Contains("gone.conf", error.Message, StringComparison.Ordinal);
    }
}
#endif
