using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace AkkaSpecs;

public sealed class HoconSpecs
{
    [Fact]
    public void Reads_dotted_nested_and_quoted_keys()
    {
        var config = Parse("""
            a.b.c = 1
            a { b { d : 2 } }
            a { e = 3, f = 6 }
            "dotted.key".x = 4
            key with space = 5
            """);

        Assert.Equal(1, config.GetInt("a.b.c"));
        Assert.Equal(2, config.GetInt("a.b.d"));
        Assert.Equal(3, config.GetInt("a.e"));
        Assert.Equal(4, config.GetInt("\"dotted.key\".x"));
        Assert.Equal(5, config.GetInt("key with space"));
    }

    [Fact]
    public void Skips_comments_but_not_inside_quotes()
    {
        var config = Parse("""
            # a comment
            // another
            a = 1 # after a value
            b = 2 // after a value
            c = "http://host#part"
            """);

        Assert.Equal("1", config.GetString("a"));
        Assert.Equal("2", config.GetString("b"));
        Assert.Equal("http://host#part", config.GetString("c"));
    }

    [Fact]
    public void Reads_quoted_unquoted_and_triple_quoted_text()
    {
        var config = Parse("a = hello world  \nb = \"tab\\t\\\"q\\\" \\u0041\"\nc = \"\"\"two\nlines\"\"\"\nd = foo\"bar\" baz\ne = 'single'\nf = \"\"");

        Assert.Equal("hello world", config.GetString("a"));
        Assert.Equal("tab\t\"q\" A", config.GetString("b"));
        Assert.Equal("two\nlines", config.GetString("c"));
        Assert.Equal("foobar baz", config.GetString("d"));
        Assert.Equal("'single'", config.GetString("e"));
        Assert.Equal("", config.GetString("f"));
    }

    [Fact]
    public void Separates_by_commas_or_new_lines()
    {
        var config = Parse("a=1,b=2\r\nc=[1, 2,\n3\n4,]\nd = [1 2]");

        Assert.Equal(2, config.GetInt("b"));
        Assert.Equal([1, 2, 3, 4], config.GetIntList("c"));
        Assert.Equal(["1 2"], config.GetStringList("d"));
    }

    [Fact]
    public void Merges_objects_and_overrides_other_values()
    {
        var config = Parse("""
            a { x = 1 }
            a { y = 2 }
            b = [1, 2]
            b = [3]
            c { x = 1 }
            c = null
            c { y = 2 }
            d = { x = 1 } { y = 2 }
            e = [1] [2]
            """);

        Assert.Equal(1, config.GetInt("a.x"));
        Assert.Equal(2, config.GetInt("a.y"));
        Assert.Equal([3], config.GetIntList("b"));
        Assert.False(config.HasPath("c.x"));
        Assert.Equal(2, config.GetInt("c.y"));
        Assert.Equal(1, config.GetInt("d.x"));
        Assert.Equal(2, config.GetInt("d.y"));
        Assert.Equal([1, 2], config.GetIntList("e"));
    }

    [Fact]
    public void Reads_arrays_of_objects()
    {
        var config = Parse("a = [\n { name = one }\n { name = two }\n]");

        Assert.Equal(["one", "two"], config.GetValue("a")!.GetArray().Select(item => item.GetChildObject("name")!.GetString()));
    }

    [Fact]
    public void Substitutes_values_objects_and_parts_of_text_wherever_they_stand()
    {
        var config = Parse("""
            a = ${x.y}
            b = ${x.y} and more
            c = ${x}
            x { y = head }
            x.z = late
            d = ${e}
            e = [1, 2]
            """);

        Assert.Equal("head", config.GetString("a"));
        Assert.Equal("head and more", config.GetString("b"));
        Assert.Equal("late", config.GetString("c.z"));
        Assert.Equal([1, 2], config.GetIntList("d"));
    }

    [Fact]
    public void A_substitution_without_a_value_is_a_format_error()
    {
        var error = Assert.Throws<FormatException>(() => Parse("a = ${no.such.key}"));
        Assert.Contains("no.such.key", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a = x*y")]
    [InlineData("a = !x")]
    [InlineData("a = $b")]
    [InlineData("a = 1 ,, b = 2")]
    public void A_character_without_a_meaning_is_a_format_error(string hocon) => Assert.Throws<FormatException>(() => Parse(hocon));

    [Theory]
    [InlineData("a = http://host/x")]
    [InlineData("a = b=c")]
    [InlineData("a = b:c")]
    public void An_assignment_inside_unquoted_text_is_a_configuration_error(string hocon) =>
        Assert.Throws<ConfigurationException>(() => Parse(hocon));

    [Fact]
    public void Includes_through_the_callback_where_the_include_stands()
    {
        var files = new Dictionary<string, string> { ["one.conf"] = "a { x = 1, y = 1 }", ["two.conf"] = "q = 5\nr = ${q}" };
        var config = ConfigurationFactory.ParseString("""
            include "one.conf"
            a.x = 7
            nested { include "two.conf" }
            b = ${nested.q}
            """, name => Parser.Parse(files[name], null!));

        Assert.Equal(7, config.GetInt("a.x"));
        Assert.Equal(1, config.GetInt("a.y"));
        Assert.Equal(5, config.GetInt("nested.r"));
        Assert.Equal(5, config.GetInt("b"));
    }

    [Fact]
    public void A_later_include_wins_over_what_stands_before_it()
    {
        var config = ConfigurationFactory.ParseString("a.x = 7\ninclude \"f\"", _ => Parser.Parse("a { x = 1 }", null!));

        Assert.Equal(1, config.GetInt("a.x"));
    }

    private static Config Parse(string hocon) => ConfigurationFactory.ParseString(hocon);
}
