namespace Standins.Prometheus.Tests;

/// <summary>The reader that the other tests rely on must notice what is wrong.</summary>
public sealed class ExposedSpecs
{
    [Theory]
    [InlineData("# HELP a \n# TYPE a gauge\na 1")]
    [InlineData("a 1\n")]
    [InlineData("# TYPE a gauge\na 1\n")]
    [InlineData("# HELP a \n# TYPE a number\na 1\n")]
    [InlineData("# HELP a \n# TYPE a gauge\nb 1\n")]
    [InlineData("# HELP a \n# TYPE a gauge\na_total 1\n")]
    [InlineData("# HELP a \n# TYPE a gauge\na 1\na 2\n")]
    [InlineData("# HELP a \n# TYPE a gauge\na one\n")]
    [InlineData("# HELP a \n# TYPE a gauge\na Infinity\n")]
    [InlineData("# HELP a \n# TYPE a gauge\na{x=\"1\",x=\"2\"} 1\n")]
    [InlineData("# HELP a \n# TYPE a gauge\na{x=\"un\"quoted\"} 1\n")]
    [InlineData("# HELP a \n# TYPE a gauge\na{x=\"bad\\escape\"} 1\n")]
    [InlineData("# HELP a \n# TYPE a gauge\na 1\n\n")]
    [InlineData("# HELP a \n# TYPE a gauge\na 1\n# HELP a \n# TYPE a gauge\na{x=\"1\"} 1\n")]
    [InlineData("# HELP a bad \\escape\n# TYPE a gauge\na 1\n")]
    [InlineData("# HELP a \n# TYPE a histogram\na_sum 1\na_count 2\na_bucket{le=\"1\"} 1\na_bucket{le=\"+Inf\"} 1\n")]
    [InlineData("# HELP a \n# TYPE a histogram\na_sum 1\na_count 1\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\n")]
    [InlineData("# HELP a \n# TYPE a histogram\na_sum 1\na_count 1\na_bucket{le=\"1\"} 1\n")]
    public void Refuses_a_text_that_breaks_a_rule(string text) => Assert.Throws<FormatException>(() => Exposed.Parse(text));
}
