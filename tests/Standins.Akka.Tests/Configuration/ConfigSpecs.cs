using Akka.Configuration;

namespace AkkaSpecs;

public sealed class ConfigSpecs
{
    [Fact]
    public void A_missing_key_gives_the_default_of_its_type()
    {
        var config = Parse("a = 1");

        Assert.Null(config.GetString("no"));
        Assert.Equal(0, config.GetInt("no"));
        Assert.Equal(0L, config.GetLong("no"));
        Assert.Equal(0.0, config.GetDouble("no"));
        Assert.Equal(0f, config.GetFloat("no"));
        Assert.False(config.GetBoolean("no"));
        Assert.Equal(TimeSpan.Zero, config.GetTimeSpan("no"));
        Assert.Null(config.GetByteSize("no", null));
        Assert.Null(config.GetConfig("no"));
        Assert.Null(config.GetValue("no"));
        Assert.Empty(config.GetStringList("no"));
        Assert.False(config.HasPath("no"));
    }

    [Fact]
    public void A_missing_key_gives_the_given_default()
    {
        var config = Parse("a = 1");

        Assert.Equal("x", config.GetString("no", "x"));
        Assert.Equal(4, config.GetInt("no", 4));
        Assert.True(config.GetBoolean("no", true));
        Assert.Equal(TimeSpan.FromSeconds(3), config.GetTimeSpan("no", TimeSpan.FromSeconds(3)));
        Assert.Equal(5L, config.GetByteSize("no", 5));
    }

    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("10s", 10_000)]
    [InlineData("5 minutes", 300_000)]
    [InlineData("1.5s", 1_500)]
    [InlineData("100", 100)]
    [InlineData("2h", 7_200_000)]
    [InlineData("1 day", 86_400_000)]
    [InlineData("7 milliseconds", 7)]
    [InlineData("1 second", 1_000)]
    public void Reads_durations(string text, double milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Parse("d = " + text).GetTimeSpan("d"));

    [Fact]
    public void An_infinite_duration_is_infinite_unless_that_is_not_allowed()
    {
        var config = Parse("d = infinite");

        Assert.Equal(Timeout.InfiniteTimeSpan, config.GetTimeSpan("d"));
        Assert.Throws<FormatException>(() => config.GetTimeSpan("d", null, allowInfinite: false));
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("-1s")]
    [InlineData("10us")]
    [InlineData("1 week")]
    public void A_wrong_duration_is_a_format_error(string text) => Assert.Throws<FormatException>(() => Parse("d = " + text).GetTimeSpan("d"));

    [Theory]
    [InlineData("128 kB", 128_000)]
    [InlineData("128KiB", 131_072)]
    [InlineData("1MB", 1_000_000)]
    [InlineData("1 MiB", 1_048_576)]
    [InlineData("100", 100)]
    [InlineData("100b", 100)]
    [InlineData("1g", 1_073_741_824)]
    [InlineData("10 bytes", 10)]
    [InlineData("1 gigabytes", 1_000_000_000)]
    public void Reads_sizes(string text, long bytes) => Assert.Equal(bytes, Parse("s = " + text).GetByteSize("s", null));

    [Theory]
    [InlineData("2 Kb")]
    [InlineData("abc")]
    [InlineData("1.5 kB")]
    public void A_wrong_size_is_a_format_error(string text) => Assert.Throws<FormatException>(() => Parse("s = " + text).GetByteSize("s", null));

    [Fact]
    public void Reads_booleans_in_their_two_spellings()
    {
        var config = Parse("a=on, b=true, c=off, d=false, e=yes, l=[on,off]");

        Assert.True(config.GetBoolean("a") && config.GetBoolean("b"));
        Assert.False(config.GetBoolean("c") || config.GetBoolean("d"));
        Assert.Throws<NotSupportedException>(() => config.GetBoolean("e"));
        Assert.Equal([true, false], config.GetBooleanList("l"));
    }

    [Fact]
    public void Reads_numbers_and_refuses_what_is_none()
    {
        var config = Parse("i=12, n=-3, f=1.5, e=1e3, big=12345678901, s=abc, l=[1,2], d=[0.5,1]");

        Assert.Equal(12, config.GetInt("i"));
        Assert.Equal(-3, config.GetInt("n"));
        Assert.Equal(1.5, config.GetDouble("f"));
        Assert.Equal(1.5f, config.GetFloat("f"));
        Assert.Equal(1000.0, config.GetDouble("e"));
        Assert.Equal(12345678901, config.GetLong("big"));
        Assert.Equal([1, 2], config.GetIntList("l"));
        Assert.Equal([0.5, 1.0], config.GetDoubleList("d"));
        Assert.Throws<FormatException>(() => config.GetInt("s"));
        Assert.Throws<FormatException>(() => config.GetInt("f"));
        Assert.Throws<OverflowException>(() => config.GetInt("big"));
    }

    [Fact]
    public void Text_has_no_spaces_around_it_quoted_or_not() => Assert.Equal("x y", Parse("a = \"  x y \"").GetString("a"));

    [Fact]
    public void A_value_of_another_shape_reads_as_nothing()
    {
        var config = Parse("o { x = 1 }\na = [1]\ns = text");

        Assert.Null(config.GetString("o"));
        Assert.Null(config.GetString("a"));
        Assert.Null(config.GetString("s.x"));
        Assert.Empty(config.GetStringList("s"));
        Assert.False(config.HasPath("s.x"));
    }

    [Fact]
    public void An_empty_list_is_there_but_no_array()
    {
        var value = Parse("a = []").GetValue("a")!;

        Assert.False(value.IsArray());
        Assert.False(value.IsString());
        Assert.False(value.IsEmpty);
        Assert.Empty(value.GetStringList());
        Assert.True(Parse("a = [1]").GetValue("a")!.IsArray());
    }

    [Fact]
    public void A_fallback_fills_the_gaps_and_merges_objects()
    {
        var config = Parse("o { x = 1, y { z = 2 } }\nl = [1]")
            .WithFallback(Parse("o { x = 9, w = 8, y { q = 7 } }\nl = [9]\nonly = 1"))
            .WithFallback(Parse("only = 2, last = 3"));

        Assert.Equal(1, config.GetInt("o.x"));
        Assert.Equal(8, config.GetInt("o.w"));
        Assert.Equal(2, config.GetInt("o.y.z"));
        Assert.Equal(7, config.GetInt("o.y.q"));
        Assert.Equal([1], config.GetIntList("l"));
        Assert.Equal(1, config.GetInt("only"));
        Assert.Equal(3, config.GetInt("last"));
        Assert.Equal(7, config.GetConfig("o").GetInt("y.q"));
        Assert.Equal(["l", "last", "o", "only"], config.AsEnumerable().Select(pair => pair.Key).Order());
    }

    [Fact]
    public void A_fallback_leaves_both_originals_as_they_were()
    {
        var first = Parse("o { x = 1 }");
        var second = Parse("o { y = 2 }");

        _ = first.WithFallback(second);

        Assert.False(first.HasPath("o.y"));
        Assert.False(second.HasPath("o.x"));
    }

    [Fact]
    public void Fallbacks_that_are_empty_or_missing_change_nothing()
    {
        var config = Parse("a = 1");

        Assert.Same(config, config.WithFallback(Config.Empty));
        Assert.Same(config, config.SafeWithFallback(null!));
        Assert.Same(config, ((Config)null!).SafeWithFallback(config));
        Assert.Throws<ArgumentException>(() => config.WithFallback(config));
    }

    [Fact]
    public void Empty_is_empty_and_Load_reads_no_file()
    {
        Assert.True(ConfigurationFactory.Empty.IsEmpty);
        Assert.True(ConfigurationFactory.Load().IsEmpty);
        Assert.True(((Config)null!).IsNullOrEmpty());
        Assert.False(Parse("a = 1").IsEmpty);
    }

    [Fact]
    public void The_defaults_hold_the_settings_of_the_library()
    {
        var defaults = ConfigurationFactory.Default();

        Assert.Equal("INFO", defaults.GetString("akka.loglevel"));
        Assert.Equal("Dispatcher", defaults.GetString("akka.actor.default-dispatcher.type"));
    }

    [Fact]
    public void Prints_what_it_holds()
    {
        var text = Parse("a { b = 1 }\nc = x").ToString();

        Assert.Contains("b : 1", text, StringComparison.Ordinal);
        Assert.Contains("c : x", text, StringComparison.Ordinal);
    }

    private static Config Parse(string hocon) => ConfigurationFactory.ParseString(hocon);
}
