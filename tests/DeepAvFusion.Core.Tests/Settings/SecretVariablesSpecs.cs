using System.Diagnostics;
using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Core.Tests.Settings;

public sealed class SecretVariablesSpecs
{
    [Theory]
    [InlineData("DEEPAV_TOKEN", "x", true)]
    [InlineData("CAMERA_PASSWORD", "x", true)]
    [InlineData("AWS_SECRET_ACCESS_KEY", "x", true)]
    [InlineData("CAM1", "rtsp://admin:hunter2@camera.example/", true)]
    [InlineData("PATH", "/usr/bin", false)]
    [InlineData("PWD", "/work", false)]
    [InlineData("OMP_NUM_THREADS", "2", false)]
    public void Tells_a_secret_by_its_name_or_its_value(string name, string value, bool isSecret) => Assert.Equal(isSecret, SecretVariables.IsSecret(name, value));

    [Fact]
    public async Task What_settings_name_stays_readable_and_is_not_handed_on()
    {
        var name = $"CAM_{Guid.NewGuid():N}";
        Environment.SetEnvironmentVariable(name, "correct-horse");
        Assert.Equal("correct-horse", SecretVariables.Read(name));
        Assert.Equal("correct-horse", SecretVariables.Read(name));
        Assert.NotNull(SecretVariables.Read("PATH"));
        using var child = Process.Start(new ProcessStartInfo("env") { RedirectStandardOutput = true })!;
        var variables = await child.StandardOutput.ReadToEndAsync();
        Assert.DoesNotContain(name, variables, StringComparison.Ordinal);
        Assert.Contains("PATH=", variables, StringComparison.Ordinal);
    }

    [Fact]
    public void What_looks_like_a_secret_is_hidden_before_anything_is_read()
    {
        var name = $"SOME_TOKEN_{Guid.NewGuid():N}";
        Environment.SetEnvironmentVariable(name, "correct-horse");
        SecretVariables.Hide();
        Assert.Null(Environment.GetEnvironmentVariable(name));
        Assert.Equal("correct-horse", SecretVariables.Read(name));
    }
}
