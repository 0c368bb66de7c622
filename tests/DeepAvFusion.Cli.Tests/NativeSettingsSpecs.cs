namespace DeepAvFusion.Cli.Tests;

public sealed class NativeSettingsSpecs
{
    private static readonly Dictionary<string, string?> Bare = NativeSettings.All.ToDictionary(setting => setting.Name, _ => (string?)null);

    [Fact]
    public async Task Native_libraries_say_nothing_to_users_however_the_program_is_started()
    {
        var (code, output) = await Deepav.RunAsync(Bare, "verify", "--golden", Path.Combine(Golden.Folder, "06_avsrcsep_d64_formula"));
        Assert.Equal(0, code);
        Assert.DoesNotContain("NNPACK", output, StringComparison.Ordinal);
        Assert.DoesNotContain("[W", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Threads_that_wait_do_not_spin_however_the_program_is_started()
    {
        var (_, output) = await Deepav.RunAsync(new Dictionary<string, string?>(Bare) { ["OMP_DISPLAY_ENV"] = "VERBOSE" }, "about");
        Assert.Contains("OMP_WAIT_POLICY = 'PASSIVE'", output, StringComparison.Ordinal);
        Assert.Contains("GOMP_SPINCOUNT = '0'", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_user_has_set_stands()
    {
        var (_, output) = await Deepav.RunAsync(new Dictionary<string, string?>(Bare) { ["OMP_DISPLAY_ENV"] = "VERBOSE", ["OMP_WAIT_POLICY"] = "ACTIVE" }, "about");
        Assert.Contains("OMP_WAIT_POLICY = 'ACTIVE'", output, StringComparison.Ordinal);
    }
}
