using System.Diagnostics;
using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Core.Tests.Settings;

/// <summary>Settings as people write them, and what somebody may write to break the reading.</summary>
public sealed class SettingsHabitsSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("settings-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("{ \"davf\": { \"server\": { \"port\": 0 }, \"x\": { \"a\": { \"uri\": \"rtsp://h/1\" }, \"b\": { \"uri\": \"rtsp://h/2\" } } } }")]
    [InlineData("{ davf { server { port = 0 }, x { a { uri = rtsp://h/1 }, b { uri = rtsp://h/2 } } } }")]
    [InlineData("davf.server.port = 0\r\ndavf.x.a.uri = \"rtsp://h/1\"\r\ndavf.x { b { uri = rtsp://h/2 // two\r\n } } # end")]
    [InlineData("{\n  \"davf\"\n  :\n  {\n \"server\": {\"port\":0},\n \"x\": {\"a\": {\"uri\":\n\"rtsp://h/1\"},\n \"b\": {\"uri\": \"rtsp:\\/\\/h\\u002f2\"}\n}}}")]
    [InlineData("u = \"rtsp://h/\"\ndavf { server.port : 0, x.a.uri = ${u}1, x.b.uri = ${u}2 }")]
    public void Are_read_as_JSON_and_as_HOCON(string text)
    {
        var values = Values(text);
        Assert.Equal("0", values["davf.server.port"]);
        Assert.Equal("rtsp://h/1", values["davf.x.a.uri"]);
        Assert.Equal("rtsp://h/2", values["davf.x.b.uri"]);
    }

    [Fact]
    public void Take_values_from_the_environment_and_leave_out_what_may_be_missing()
    {
        var name = $"DEEPAV_TEST_{Guid.NewGuid():n}";
        Environment.SetEnvironmentVariable(name, "p\"w } ${x} \\ #");
        var values = Values($"davf {{ x.a.uri = \"rtsp://u:\"${{{name}}}\"@h/\", x.b = ${{?{name}_NOT}}, server.port = 7, server.port = ${{?{name}_NOT}} }}");
        Assert.Equal("rtsp://u:p\"w } ${x} \\ #@h/", values["davf.x.a.uri"]);
        Assert.Equal("7", values["davf.server.port"]);
        Assert.DoesNotContain("davf.x.b", values.Keys);
        Assert.Contains($"{File("main.conf")}:2: davf.x.a refers to ${{{name}_NOT}}, which is no other setting and no environment variable", Refusal($"davf {{\n x.a = ${{{name}_NOT}} }}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Include_files_relative_to_the_including_one()
    {
        Directory.CreateDirectory(File("more"));
        Write("more/cameras.conf", "include \"secrets.conf\"\nx.a.uri = ${host}/1\n");
        Write("more/secrets.conf", "host = \"rtsp://h\"\n");
        var values = Values("davf {\n include \"more/cameras.conf\"\n x.b.uri = ${davf.host}/2\n}\ninclude required(file(\"more/secrets.conf\"))\n");
        Assert.Equal("rtsp://h/1", values["davf.x.a.uri"]);
        Assert.Equal("rtsp://h/2", values["davf.x.b.uri"]);
        Write("more/secrets.conf", "host = \"rtsp://h\"\nhost {");
        Assert.Contains($"{File("more/secrets.conf")}:2: not valid HOCON: the '{{' opened here is never closed", Refusal("include \"more/cameras.conf\""), StringComparison.Ordinal);
    }

    [Fact]
    public void Add_to_lists_of_the_same_file_of_files_before_and_of_the_reference()
    {
        var settings = SettingsLoader.Load([Write("a.conf", "davf.source.denied-hosts += a.example\ndavf.source.denied-hosts += b.example\n"), Write("b.conf", "davf.source.allowed-schemes = ${davf.source.allowed-schemes} [ gopher ]")],
            ["davf.source.denied-hosts += c.example"]).Config;
        Assert.Equal(["a.example", "b.example", "c.example"], settings.GetStringList("davf.source.denied-hosts"));
        Assert.Equal("gopher", settings.GetStringList("davf.source.allowed-schemes")[^1]);
        Assert.Contains("rtsp", settings.GetStringList("davf.source.allowed-schemes"));
    }

    [Fact]
    public void Lay_sections_over_references_and_use_earlier_values_of_the_same_key()
    {
        var values = Values("davf { base { uri = a, live = true }, x.door = ${davf.base} { uri = b }, x.hall = ${davf.base}, x.hall.uri = c, path = one, path = ${davf.path}\":two\", text = \"\"\"a\"b\\c\"\"\" }");
        Assert.Equal(["b", "true", "c", "true", "one:two", "a\"b\\c"],
            new[] { "x.door.uri", "x.door.live", "x.hall.uri", "x.hall.live", "path", "text" }.Select(key => values[$"davf.{key}"]));
        Assert.Equal("a", values["davf.base.uri"]);
        Assert.Equal("1 b", Values("davf { a = 1 b }")["davf.a"]);
    }

    [Theory]
    [InlineData("davf {\n  a =\n  b = 1\n}", ":2: not valid HOCON: 'davf.a' has no value, or its text needs quotes")]
    [InlineData("davf {\n  a = 1,\n  ,\n}", ":3: not valid HOCON: a key is missing before ','")]
    [InlineData("davf.a = ${b}\nb = ${davf.a}", "davf.a")]
    [InlineData("davf.a = [1, 2}", ":1: not valid HOCON: '}' closes nothing")]
    [InlineData("davf.a = [1] { b = 2 }", ":1: davf.a puts a list and a section side by side")]
    [InlineData("davf.a = \"\\x\"", ":1: not valid HOCON: '\\x' in quoted text means nothing")]
    [InlineData("davf.a = ${}", ":1: not valid HOCON: the reference opened here")]
    [InlineData("include url(\"http://h/\")", ":1: only files can be included")]
    [InlineData("include \"main.conf\"", ":1: the file 'main.conf' includes itself")]
    [InlineData("x = 1\ninclude \"missing.conf\"", ":2: cannot include 'missing.conf': There is no such file.")]
    public void Are_refused_with_file_line_and_key(string text, string words) => Assert.Contains(words, Refusal(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("braces")]
    [InlineData("brackets")]
    [InlineData("dots")]
    [InlineData("bomb")]
    [InlineData("list bomb")]
    [InlineData("section bomb")]
    [InlineData("nested list bomb")]
    [InlineData("copied bomb")]
    [InlineData("chain")]
    [InlineData("appends")]
    [InlineData("keys")]
    [InlineData("zero")]
    [InlineData("pipe")]
    [InlineData("large")]
    [InlineData("includes")]
    public void End_soon_with_one_line_whatever_they_hold(string attack)
    {
        var begin = Stopwatch.GetTimestamp();
        var message = Refusal(Attack(attack), unknownKeys: attack == "keys");
        Assert.True(Stopwatch.GetElapsedTime(begin) < TimeSpan.FromSeconds(20), message[..Math.Min(200, message.Length)]);
        Assert.InRange(message.Split('\n').Length, 1, 25);
    }

    [Fact]
    public void An_empty_file_sets_nothing()
    {
        var defaults = SettingsLoader.Load([], []).Values().ToDictionary();
        Assert.Equal(defaults, Values(""));
        Assert.Equal(defaults, Values("# nothing yet\n"));
        Assert.Equal(defaults, SettingsLoader.Load(["/dev/null"], []).Values().ToDictionary());
    }

    [Fact]
    public async Task Are_read_from_a_pipe_that_a_program_writes_to()
    {
        using (var make = Process.Start("mkfifo", [File("pipe")]))
            await make.WaitForExitAsync();
        using var writer = Process.Start("bash", ["-c", "echo 'davf.server.port = 7' > \"$0\"", File("pipe")]);
        Assert.Equal("7", SettingsLoader.Load([File("pipe")], []).Values().ToDictionary()["davf.server.port"]);
        await writer.WaitForExitAsync();
    }

    private string Attack(string attack)
    {
        switch (attack)
        {
            case "zero":
                return "include \"/dev/zero\"";
            case "pipe":
                Process.Start("mkfifo", [File("pipe")])!.WaitForExit();
                return "include \"pipe\"";
            case "large":
                Write("large.conf", new string('#', 2 << 20));
                return "include \"large.conf\"";
            case "includes":
                for (var i = 0; i < 9; i++)
                    Write($"i{i}.conf", string.Concat(Enumerable.Repeat($"include \"i{i + 1}.conf\"\n", 10)));
                Write("i9.conf", "a = 1");
                return "include \"i0.conf\"";
            default:
                return attack switch
                {
                    "braces" => string.Concat(Enumerable.Repeat("a{", 100_000)),
                    "brackets" => "a = " + new string('[', 100_000),
                    "dots" => string.Join('.', Enumerable.Repeat("a", 100_000)) + " = 1",
                    "bomb" => "a0 = xxxxxxxxxx\n" + Levels(i => string.Concat(Enumerable.Repeat($"${{a{i - 1}}}", 10))),
                    "list bomb" => "a0 = [x]\n" + Levels(i => string.Join(' ', Enumerable.Repeat($"${{a{i - 1}}}", 10))),
                    "nested list bomb" => "a0 = x\n" + Levels(i => $"[{string.Join(',', Enumerable.Repeat($"${{a{i - 1}}}", 10))}]"),
                    "copied bomb" => "a0 { x = 1 }\n" + Levels(i => "{" + string.Join(',', Enumerable.Range(0, 10).Select(k => $"k{k} = ${{a{i - 1}}}")) + "}") + "b = ${a12} { y = 1 }",
                    "section bomb" => "a0 = x\n" + Levels(i => "{" + string.Join(',', Enumerable.Range(0, 10).Select(k => $"k{k} = ${{a{i - 1}}}")) + "}"),
                    "chain" => "a0 = x\n" + string.Concat(Enumerable.Range(1, 20_000).Reverse().Select(i => $"a{i} = ${{a{i - 1}}}\n")),
                    "appends" => string.Concat(Enumerable.Repeat("davf.a += x\n", 20_000)),
                    _ => string.Concat(Enumerable.Range(0, 20_000).Select(i => $"davf.k{i} = 1\n")),
                };
        }
    }

    private static string Levels(Func<int, string> level) => string.Concat(Enumerable.Range(1, 12).Select(i => $"a{i} = {level(i)}\n"));

    private Dictionary<string, string> Values(string text) => SettingsLoader.Load([Write("main.conf", text)], []).Values().ToDictionary();

    private string Refusal(string text, bool unknownKeys = false)
    {
        var file = Write("main.conf", text);
        return Assert.Throws<SettingsException>(() =>
        {
            var loaded = SettingsLoader.Load([file], []);
            if (unknownKeys)
                loaded.Bind(davf => davf.Has("server.port"));
        }).Message;
    }

    private string File(string name) => Path.Combine(_folder, name);

    private string Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }
}
