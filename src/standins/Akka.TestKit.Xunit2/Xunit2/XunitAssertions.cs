using System.Globalization;
using Xunit;

namespace Akka.TestKit.Xunit2;

/// <summary>Reports failed expectations as xunit does.</summary>
public class XunitAssertions : ITestKitAssertions
{
    public void Fail(string format = "", params object[] args) => Assert.Fail(Text(format, args));

    public void AssertTrue(bool condition, string format = "", params object[] args)
    {
        if (!condition)
            Assert.Fail(Text(format, args));
    }

    public void AssertFalse(bool condition, string format = "", params object[] args) => AssertTrue(!condition, format, args);

    public void AssertEqual<T>(T expected, T actual, string format = "", params object[] args) =>
        AssertEqual(expected, actual, static (left, right) => EqualityComparer<object>.Default.Equals(left, right), format, args);

    public void AssertEqual<T>(T expected, T actual, Func<T, T, bool> comparer, string format = "", params object[] args)
    {
        if (!comparer(expected, actual))
            Assert.Fail($"{Text(format, args)} Expected: {expected ?? (object)"null"}{Environment.NewLine}Actual: {actual ?? (object)"null"}".TrimStart());
    }

    private static string Text(string format, object[] args) => args.Length == 0 ? format : string.Format(CultureInfo.InvariantCulture, format, args);
}
