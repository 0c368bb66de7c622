using System.Diagnostics;

namespace DeepAvFusion.Cli.Tests;

/// <summary>What users get wrong: one clear line on standard error, a non-zero exit code, no stack trace, no hang.</summary>
public sealed class BadInputSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("davf-cli-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_missing_file() => Refused(await Deepav.RunAsync("analyze", Path.Combine(_folder, "nowhere.mp4"), "--out", Out), "nowhere.mp4");

    [Fact]
    public async Task Sources_that_contradict_each_other()
    {
        var clip = await ClipAsync();
        Refused(await Deepav.RunAsync("analyze", "--out", Out), "names no source");
        Refused(await Deepav.RunAsync("analyze", clip, "--sound", clip, "--out", Out), "either uri alone, or picture and sound");
        Refused(await Deepav.RunAsync("analyze", "--picture", clip, "--sound-offset", "1s", "--out", Out), "give both picture and sound");
        Refused(await Deepav.RunAsync("analyze", "--picture", clip, "--sound", "device:video=/dev/video9", "--out", Out), "The sound cannot come from device:video=/dev/video9");
        Refused(await Deepav.RunAsync("analyze", "--picture", clip, "--sound", Path.Combine(_folder, "nowhere.wav"), "--out", Out), "nowhere.wav");
    }

    [Fact]
    public async Task A_file_that_is_no_media()
    {
        var file = Path.Combine(_folder, "text.mp4");
        await File.WriteAllTextAsync(file, "this is no video");
        Refused(await Deepav.RunAsync("analyze", file, "--out", Out), "text.mp4");
    }

    [Fact]
    public async Task A_named_pipe_that_nobody_writes()
    {
        var pipe = Path.Combine(_folder, "pipe.mp4");
        using (var make = Process.Start("mkfifo", [pipe]))
            await make.WaitForExitAsync();
        Refused(await Deepav.RunAsync("analyze", pipe, "--out", Out), "no regular file");
    }

    [Fact]
    public async Task Windows_that_could_not_be_analysed_give_an_exit_code_of_their_own()
    {
        var (code, output) = await Deepav.RunAsync("analyze", await ClipAsync(), "--out", Out, "--set", "davf.inference.patience=1ms");
        Assert.Equal(3, code);
        Assert.Contains("windows could not be analysed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recording_that_is_cut_off_is_analysed_as_far_as_it_goes_with_an_exit_code_of_its_own()
    {
        var (clip, cut) = (await ClipAsync(), Path.Combine(_folder, "cut.mkv"));
        using (var copy = Process.Start("ffmpeg", ["-v", "error", "-nostdin", "-i", clip, "-c", "copy", Path.Combine(_folder, "whole.mkv")]))
            await copy.WaitForExitAsync();
        var bytes = await File.ReadAllBytesAsync(Path.Combine(_folder, "whole.mkv"));
        await File.WriteAllBytesAsync(cut, bytes[..(bytes.Length * 3 / 4)]);
        var (code, output) = await Deepav.RunAsync("analyze", cut, "--out", Out);
        Assert.Equal(4, code);
        Assert.Contains("it broke off, at", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_that_is_a_file()
    {
        var file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "");
        Refused(await Deepav.RunAsync("analyze", "clip.mp4", "--out", file), "is a file: give a folder");
    }

    [Fact]
    public async Task An_unknown_preset() => Refused(await Deepav.RunAsync("analyze", await ClipAsync(), "--out", Out, "--model", "giant"), "tiny");

    [Fact]
    public async Task A_checkpoint_that_is_none()
    {
        var file = Path.Combine(_folder, "weights.pth");
        await File.WriteAllTextAsync(file, "version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 1\n");
        Refused(await Deepav.RunAsync("analyze", await ClipAsync(), "--out", Out, "--model", file), "LFS");
    }

    [Fact]
    public async Task An_unknown_device() => Refused(await Deepav.RunAsync("analyze", await ClipAsync(), "--out", Out, "--device", "gpu"), "cpu, cuda, cuda:N or auto");

    [Fact]
    public async Task A_password_in_an_address_is_not_shown()
    {
        var (code, output) = await Deepav.RunAsync("analyze", "rtsp://admin:s3cr3t-w0rd@127.0.0.1:1/stream", "--out", Out);
        Refused((code, output), "127.0.0.1");
        Assert.DoesNotContain("s3cr3t-w0rd", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_settings_file_with_a_syntax_error()
    {
        var file = Path.Combine(_folder, "bad.conf");
        await File.WriteAllTextAsync(file, "davf {\n  log {\n");
        Refused(await Deepav.RunAsync("about", "--config", file), "bad.conf:2:");
    }

    [Fact]
    public async Task An_unknown_setting() => Refused(await Deepav.RunAsync("about", "--set", "davf.windowing.stepp=1s"), "did you mean davf.windowing.step?");

    [Fact]
    public async Task An_unknown_command() => Assert.Equal(2, (await Deepav.RunAsync("analyse")).Code);

    [Fact]
    public async Task A_port_that_is_taken()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        Refused(await Deepav.RunAsync("run", "--set", $"davf.server.port={port}"), "Choose another port");
    }

    /// <summary>`ulimit -f`: the system would end a program that goes over it.</summary>
    [Fact]
    public async Task Results_that_reach_a_limit_of_file_size()
    {
        var clip = Path.Combine(_folder, "long.mp4");
        using (var ffmpeg = Process.Start("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "testsrc2=size=64x64:rate=5:duration=8", "-f", "lavfi", "-i", "sine=duration=8", clip]))
            await ffmpeg.WaitForExitAsync();
        Refused(await Deepav.RunLimitedAsync(64, "analyze", clip, "--out", Out), "a limit of file size or quota is reached");
        Refused(await Deepav.RunLimitedAsync(16, "scenes", "generate", "--kind", "music", "--count", "1", "--out", Path.Combine(_folder, "scenes")), "a limit of file size or quota is reached");
    }

    private string Out => Path.Combine(_folder, "out");

    private static void Refused((int Code, string Output) run, string words)
    {
        Assert.Equal(1, run.Code);
        Assert.Contains(words, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Output, StringComparison.Ordinal);
    }

    private async Task<string> ClipAsync()
    {
        var clip = Path.Combine(_folder, "clip.mp4");
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "testsrc2=size=64x64:rate=5:duration=1", "-y", clip]))!;
        await ffmpeg.WaitForExitAsync();
        return clip;
    }
}
