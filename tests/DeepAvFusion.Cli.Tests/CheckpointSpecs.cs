using System.Diagnostics;
using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Model.Checkpoints.Loading;
using DeepAvFusion.Model.Checkpoints.Writers;
using DeepAvFusion.Model.Joint;
using DeepAvFusion.Model.Layers;

namespace DeepAvFusion.Cli.Tests;

/// <summary>`deepav checkpoint` on files that PyTorch wrote, on files of this program, and on what is none.</summary>
public sealed class CheckpointSpecs(CheckpointSpecs.TorchFiles torch) : IClassFixture<CheckpointSpecs.TorchFiles>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("davf-cli-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("zip.pth", "PyTorch zip")]
    [InlineData("legacy.pth", "PyTorch, the format before 1.6")]
    public async Task Inspects_what_PyTorch_wrote(string name, string format)
    {
        var output = await Done("inspect", torch[name]);
        Assert.Contains(format, output, StringComparison.Ordinal);
        Assert.Contains("3 with 63 numbers, under 'state_dict'", output, StringComparison.Ordinal);
        Assert.Contains("float32 252 bytes", output, StringComparison.Ordinal);
        Assert.Matches(@"\bepoch +│ 3 ", output);
        Assert.Matches("not finite +│ body.bad ", output);
        Assert.Matches("SHA-256 +│ [0-9a-f]{64} ", output);
        Assert.Matches(@"│ body +│ +2 │ +51 │", output);
    }

    [Fact]
    public async Task Names_in_a_file_cannot_steer_the_terminal()
    {
        var (evil, other) = (File("evil.safetensors"), File("other.safetensors"));
        var notes = new Dictionary<string, string> { ["no\e[2Jte"] = "a\e]0;title\a\nb" };
        SafetensorsWriter.Write(evil, [CheckpointTensor.FromFloat32("head\e[2J.\u009bx", [1], [float.NaN])], notes, null, CancellationToken.None);
        SafetensorsWriter.Write(other, [CheckpointTensor.FromFloat32("x", [1], [1])], new Dictionary<string, string>(), null, CancellationToken.None);
        var (_, inspected) = await Deepav.RunAsync("checkpoint", "inspect", evil);
        var (_, compared) = await Deepav.RunAsync("checkpoint", "diff", evil, other);
        Assert.Contains("head?[2J.?x", inspected + compared, StringComparison.Ordinal);
        Assert.DoesNotContain(inspected + compared, c => char.IsControl(c) && c is not ('\n' or '\r'));
    }

    [Fact]
    public async Task What_is_taken_off_a_files_keys_is_told()
    {
        var averaged = new CheckpointMap().Set("module.x", CheckpointTensor.FromFloat32("x", [1], [1]));
        TorchCheckpointWriter.Write(File("a.pth"), new CheckpointMap().Set("model", new CheckpointMap().Set("x", CheckpointScalar.Of(1))).Set("model_ema", averaged), null, CancellationToken.None);

        foreach (var output in new[] { await Done("convert", File("a.pth"), File("b.safetensors")), await Done("diff", File("a.pth"), File("b.safetensors")) })
            Assert.Contains("a.pth: the averaged weights under 'model_ema' are taken; 'module.' before every key is taken off.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Converts_between_the_formats_and_tells_what_differs()
    {
        var (safe, half) = (File("a.safetensors"), File("half.pth"));
        Assert.Contains("3 tensors", await Done("convert", torch["legacy.pth"], safe), StringComparison.Ordinal);
        Assert.Contains("3 tensors are equal", await Done("diff", torch["zip.pth"], safe), StringComparison.Ordinal);
        Assert.Matches(@"\bepoch +│ 3 ", await Done("inspect", safe));

        await Done("convert", torch["other.pth"], half, "--dtype", "bfloat16");
        Assert.Contains("bfloat16 126 bytes", await Done("inspect", half), StringComparison.Ordinal);
        Assert.Equal("torch.bfloat16\n", TorchFiles.Python($"import torch; print(torch.load({Quoted(half)})['state_dict']['head.weight'].dtype)"));
        await Refused("'body.bad' holds an infinite or undefined number", "convert", safe, File("bad.pth"), "--dtype", "bfloat16");

        var (code, output) = await Deepav.RunAsync("checkpoint", "diff", torch["zip.pth"], torch["other.pth"]);
        Assert.Equal(1, code);
        Assert.Contains("only in the first   body.bad", output, StringComparison.Ordinal);
        Assert.Contains("only in the second  head.bias", output, StringComparison.Ordinal);
        Assert.Contains("other numbers       head.weight: 1 of 12, at most 0.5 apart", output, StringComparison.Ordinal);
        Assert.Contains("1 tensor is equal", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_of_this_program_is_still_one_when_it_was_converted()
    {
        var (safe, torchFile) = (Joint(3, 3), File("joint.pth"));
        Assert.Contains("davf.joint/2", await Done("inspect", safe), StringComparison.Ordinal);
        await Done("convert", safe, torchFile);
        using var file = CheckpointFile.Open(torchFile);
        Assert.Equal(["one", "two", "three"], JointMetadata.Of(file.Metadata)!.Labels);
    }

    [Fact]
    public async Task Tells_every_key_that_does_not_fit_and_the_nearest_preset()
    {
        // Five labels said, three classes in the weights.
        var clip = File("clip.mp4");
        using (var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "testsrc2=size=64x64:rate=5:duration=1", "-y", clip]))!)
            await ffmpeg.WaitForExitAsync();
        var (code, output) = await Deepav.RunAsync("analyze", clip, "--out", File("out"), "--model", Joint(3, 5));
        Assert.Equal(1, code);
        var lines = output.Split('\n');
        var first = Array.FindIndex(lines, line => line.StartsWith("deepav: joint-3-5.safetensors: does not fit the model: ", StringComparison.Ordinal));
        Assert.True(first >= 0, output);
        Assert.Equal(6, lines.Skip(first).Count(line => line.StartsWith("  misshaped recognition.", StringComparison.Ordinal)));
        Assert.Contains("  misshaped recognition.fusion_head.bias (file [3], model [5])", lines);
        Assert.Contains("The preset nearest to the file is 'tiny'.", lines);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere.pth", null, "nowhere.pth: does not exist")]
    [InlineData("empty.pth", "", "is empty")]
    [InlineData("pointer.pth", "version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 123\n", "git lfs pull")]
    [InlineData("text.pth", "These are no weights, and they are long enough to be looked at.", "is not a checkpoint")]
    public async Task Says_what_is_no_checkpoint(string name, string? content, string words)
    {
        if (content is not null)
            await System.IO.File.WriteAllTextAsync(File(name), content);
        foreach (var arguments in new string[][] { ["inspect", File(name)], ["convert", File(name), File("x.pth")], ["diff", torch["zip.pth"], File(name)] })
            await Refused(words, arguments);
        Assert.False(System.IO.File.Exists(File("x.pth")));
    }

    [Fact]
    public async Task Refuses_a_folder_and_code()
    {
        await Refused("is a directory", "inspect", _folder);
        await Refused("'posix.system'", "inspect", torch["evil.pth"]);
        Assert.False(System.IO.File.Exists(torch["evil.done"]));
    }

    [Fact]
    public async Task Says_why_a_result_cannot_be_written()
    {
        await Refused("must end in .safetensors, .pth or .pt", "convert", torch["zip.pth"], File("x.onnx"));
        await Refused($"there is no folder '{File("none")}'", "convert", torch["zip.pth"], File("none/x.pth"));
        await Refused("is the source itself", "convert", torch["zip.pth"], torch["zip.pth"]);
        await Refused("cannot be written into", "convert", torch["zip.pth"], Environment.IsPrivilegedProcess ? "/proc/x.pth" : "/x.pth");
        var (code, output) = await Deepav.RunAsync("checkpoint", "convert", torch["zip.pth"], File("x.pth"), "--dtype", "int8");
        Assert.Equal(2, code);
        Assert.Contains("Must be one of: 'float32' 'float16' 'bfloat16'\n", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    private static string Quoted(string path) => $"'{path}'";

    private static async Task<string> Done(params string[] arguments)
    {
        var (code, output) = await Deepav.RunAsync(["checkpoint", .. arguments]);
        Assert.True(code == 0, output);
        return output;
    }

    private static async Task Refused(string words, params string[] arguments)
    {
        var (code, output) = await Deepav.RunAsync(["checkpoint", .. arguments]);
        Assert.Equal(1, code);
        Assert.StartsWith("deepav: ", output, StringComparison.Ordinal);
        Assert.Contains(words, output, StringComparison.Ordinal);
        Assert.Equal(1, output.Count(c => c == '\n'));
    }

    private string File(string name) => Path.Combine(_folder, name);

    /// <summary>A joint model with heads for some classes that says to have others.</summary>
    private string Joint(int classes, int labels)
    {
        string[] names = ["one", "two", "three", "four", "five"];
        using var weights = WeightInitializer.Seeded(1);
        using var model = new JointModel(JointConfig.Named("tiny", names[..classes], LabelScoring.Softmax), weights);
        var path = File($"joint-{classes}-{labels}.safetensors");
        SafetensorsWriter.Write(path, CheckpointTensors.Views(model), new JointMetadata("test", "tiny", names[..labels], LabelScoring.Softmax, IsTrained: false, IsDetailed: true).ToTexts(), null, CancellationToken.None);
        return path;
    }

    /// <summary>Files that PyTorch itself wrote, once for all tests.</summary>
    public sealed class TorchFiles : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("davf-torch-").FullName;

        public TorchFiles() => Python($$"""
            import os, torch
            os.chdir('{{_folder}}')
            weights = {'body.0.weight': torch.ones(12, 4), 'body.bad': torch.tensor([1, float('nan'), 2]), 'head.weight': torch.zeros(3, 4)}
            torch.save({'state_dict': weights, 'epoch': 3}, 'zip.pth')
            torch.save({'state_dict': weights, 'epoch': 3}, 'legacy.pth', _use_new_zipfile_serialization=False)
            other = dict(weights, **{'head.weight': torch.zeros(3, 4), 'head.bias': torch.ones(3)})
            other['head.weight'][1, 1] = 0.5
            del other['body.bad']
            torch.save(other, 'other.pth')
            class Evil:
                def __reduce__(self):
                    return (os.system, ('touch evil.done',))
            torch.save({'x': Evil()}, 'evil.pth')
            """);

        public string this[string name] => Path.Combine(_folder, name);

        public void Dispose() => Directory.Delete(_folder, recursive: true);

        internal static string Python(string script)
        {
            using var process = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, errors.GetAwaiter().GetResult());
            return output;
        }
    }
}
