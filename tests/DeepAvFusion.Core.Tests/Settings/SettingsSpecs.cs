using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Core.Tests.Settings;

public sealed class SettingsSpecs : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"settings-{Guid.NewGuid():n}.conf");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Reads_defaults_from_the_reference_and_lets_files_and_overrides_win()
    {
        File.WriteAllText(_file, "davf.windowing { step = 500ms }\n");
        var settings = SettingsLoader.Load([_file], ["davf.windowing.duration=2s"]);
        var (duration, step) = settings.Bind(Windowing);
        Assert.Equal(TimeSpan.FromSeconds(2), duration);
        Assert.Equal(TimeSpan.FromMilliseconds(500), step);
    }

    [Fact]
    public void Tells_all_wrong_values_at_once_with_file_line_key_and_what_would_be_right()
    {
        File.WriteAllText(_file, "davf {\n  windowing {\n    duration = soon\n    step = -1s\n  }\n}\n");
        var problems = Assert.Throws<SettingsException>(() => SettingsLoader.Load([_file], []).Bind(Windowing)).Problems;
        Assert.Contains(problems, p => p.Contains($"{_file}:3: davf.windowing.duration is 'soon'; it must be a duration above zero", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.Contains($"{_file}:4: davf.windowing.step is '-1s'", StringComparison.Ordinal));
    }

    [Fact]
    public void Names_the_line_of_the_key_itself_not_of_a_namesake_in_another_section()
    {
        File.WriteAllText(_file, "# davf.windowing.step\ndavf {\n  windowing { duration = 2s, step = x }\n  \"other\" = {\n    step = \"a { b\"\n  }\n}\ndavf.windowing {\n  duration = y // z\n}\n");

        var problems = Assert.Throws<SettingsException>(() => SettingsLoader.Load([_file], []).Bind(Windowing)).Problems;

        foreach (var place in new[] { ":3: davf.windowing.step is 'x'", ":9: davf.windowing.duration is 'y'", ":5: davf.other.step is not a known" })
            Assert.Contains(problems, problem => problem.StartsWith(_file + place, StringComparison.Ordinal));
    }

    [Fact]
    public void Refuses_a_step_longer_than_the_window()
    {
        var error = Assert.Throws<SettingsException>(() => SettingsLoader.Load([], ["davf.windowing.step=4s"]).Bind(Windowing));
        Assert.Contains("davf.windowing.step is 4s, longer than duration (3s)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_an_unknown_key_and_names_the_nearest_known_one()
    {
        File.WriteAllText(_file, "davf.windowing.stepp = 1s\n");
        var error = Assert.Throws<SettingsException>(() => SettingsLoader.Load([_file], []).Bind(Windowing));
        Assert.Contains($"{_file}:1: davf.windowing.stepp is not a known setting; did you mean davf.windowing.step?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_key_without_use_with_what_to_do_instead_unless_it_says_what_happens_anyway()
    {
        var unused = new Dictionary<string, UnusedSetting> { ["davf.windowing.stride"] = new(["1", "true"], "set davf.windowing.step") };

        var error = Assert.Throws<SettingsException>(() => SettingsLoader.Load([], ["davf.windowing.stride=2"]).Bind(Windowing, unused));

        Assert.Contains("--set: davf.windowing.stride is '2', which has no use here: set davf.windowing.step.", error.Message, StringComparison.Ordinal);
        foreach (var harmless in new[] { "1", "1.0", "True", "null" }) SettingsLoader.Load([], [$"davf.windowing.stride={harmless}"]).Bind(Windowing, unused);
    }

    [Theory]
    [InlineData("0", 0, double.PositiveInfinity, "a number above 0")]
    [InlineData("1", 0, 1, "a number above 0 and below 1")]
    [InlineData("nan", 0, 1, "a number above 0 and below 1")]
    public void Refuses_a_number_on_its_limit(string text, double above, double below, string wanted)
    {
        var error = Assert.Throws<SettingsException>(() => SettingsLoader.Load([], [$"davf.windowing.step={text}"]).Bind(top => top.Section("windowing", w => w.Inside("step", above, below))));
        Assert.Contains($"davf.windowing.step is '{text}'; it must be {wanted}.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("davf { windowing {\n", ":1: ")]
    [InlineData("davf {\n}\n}\n", ":3: ")]
    [InlineData("davf {\n  log { level = \"info }\n}\n", ":2: ")]
    public void Names_file_and_line_of_a_syntax_error(string text, string place)
    {
        File.WriteAllText(_file, text);
        var error = Assert.Throws<SettingsException>(() => SettingsLoader.Load([_file], []));
        Assert.Contains(_file + place, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_file_that_is_not_there()
    {
        var error = Assert.Throws<SettingsException>(() => SettingsLoader.Load([_file + ".missing"], []));
        Assert.Contains("Cannot read the settings file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_an_override_without_a_value()
    {
        var error = Assert.Throws<SettingsException>(() => SettingsLoader.Load([], ["davf.windowing.step"]));
        Assert.Contains("write --set key=value", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Binds_a_section_of_user_named_entries()
    {
        File.WriteAllText(_file, "davf.streams {\n door { uri = \"rtsp://camera.example/1\" }\n hall { uri = clip.mp4 }\n}\n");
        var uris = SettingsLoader.Load([_file], []).Bind(davf =>
        {
            Windowing(davf);
            return davf.Map("streams", (name, stream) => (name, Uri: stream.Text("uri")));
        });
        Assert.Equal(["door", "hall"], uris.Keys.Order());
        Assert.Equal("rtsp://camera.example/1", uris["door"].Uri);
    }

    private static (TimeSpan Duration, TimeSpan Step) Windowing(SettingsReader davf)
    {
        ReadRest(davf);
        return davf.Section("windowing", s => (s.Positive("duration"), s.AtMost("step", "duration")));
    }

    /// <summary>Marks every documented key but the two that are bound here as read, so that only these are under test.</summary>
    private static void ReadRest(SettingsReader davf)
    {
        foreach (var key in SettingsLoader.Load([], []).Keys().Where(key => key is not ("davf.windowing.duration" or "davf.windowing.step")))
            davf.Has(key["davf.".Length..]);
        davf.Map("streams", (name, stream) => stream.Has("uri"));
    }
}
