namespace DeepAvFusion.Cli.Tests;

/// <summary>Training, evaluation and data sets, as a user meets them.</summary>
public sealed class TrainSpecs : IDisposable
{
    private static readonly string[] Small =
    [
        "--set", "model.preset=tiny", "--set", "data.epoch_size=4", "--set", "data.eval_size=4", "--set", "data.eval_pairs=0", "--set", "opt.epochs=1",
        "--set", "opt.warmup_epochs=0", "--set", "opt.batch_size=2", "--set", "opt.use_amp=true",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("davf-cli-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_joint_model_is_trained_exported_and_judged()
    {
        var model = Path.Combine(_folder, "model.safetensors");
        var json = Path.Combine(_folder, "scores.json");
        var pictures = Path.Combine(_folder, "pictures");

        var (code, output) = await Deepav.RunAsync(["train", "joint", .. Small, "--set", $"output_dir={_folder}", "--export", model]);
        Assert.True(code == 0, output);
        Assert.Contains("1 of 1 epochs, 2 steps", output, StringComparison.Ordinal);

        (code, output) = await Deepav.RunAsync("eval", "joint", model, "--set", "data.eval_size=4", "--set", "data.eval_pairs=0", "--json", json, "--pictures", pictures);
        Assert.True(code == 0, output);
        Assert.Contains("miou_avsbench", output, StringComparison.Ordinal);
        Assert.Equal(12, Directory.EnumerateFiles(pictures, "window-*.png").Count(file => new FileInfo(file).Length > 10_000));
        Assert.Contains("\"map\":", await File.ReadAllTextAsync(json), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Separation_is_judged_on_a_folder_of_clips_and_runs_live()
    {
        var (code, output) = await Deepav.RunAsync(["train", "separation", .. Small, "--set", "opt.accum_iter=1", "--set", $"output_dir={_folder}"]);
        Assert.True(code == 0, output);
        var set = Path.Combine(_folder, "set");
        (code, output) = await Deepav.RunAsync("scenes", "generate", "--kind", "music", "--count", "3", "--seed", "1", "--out", set);
        Assert.True(code == 0, output);
        var (json, pictures) = (Path.Combine(_folder, "scores.json"), Path.Combine(_folder, "pictures"));
        var trained = Path.Combine(_folder, "separation", "checkpoints", "checkpoint_latest.pth");
        string[] eval = ["eval", "separation", trained, "--set", "model.preset=tiny", "--set", $"data.data_path={set}"];

        (code, output) = await Deepav.RunAsync([.. eval, "--set", "data.dataset=music_solo", "--set", "data.eval_pairs=1", "--json", json, "--pictures", pictures]);
        Assert.True(code == 0, output);
        Assert.Contains("sdr_oracle", output, StringComparison.Ordinal);
        Assert.Contains("\"sdr_gain\":", await File.ReadAllTextAsync(json), StringComparison.Ordinal);
        Assert.True(new FileInfo(Path.Combine(pictures, "pair-000.png")).Length > 10_000);

        (code, output) = await Deepav.RunAsync([.. eval, "--set", "data.dataset=vggsound_music", "--set", "data.list=nowhere.csv"]);
        Assert.Equal(1, code);
        Assert.Contains("nowhere.csv", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);

        // and it separates in the live analyzer, beside the shipped model's other heads
        var clip = Directory.EnumerateFiles(set, "*.mp4", SearchOption.AllDirectories).First();
        (code, output) = await Deepav.RunAsync("analyze", clip, "--out", Path.Combine(_folder, "out"), "--for", "3s", "--set", $"davf.model.separation={trained}");
        Assert.True(code == 0, output);
        Assert.Contains("scenes-tiny + separation checkpoint_latest", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Impossible_settings_are_told_at_once()
    {
        var (code, output) = await Deepav.RunAsync("train", "finetune", "--set", "opt.epochs=0", "--set", "model.preset=giant", "--set", "opt.bltr=1", "--set", "env.world_size=8", "--set", "model.image.mask_ratio=1");

        Assert.Equal(1, code);
        foreach (var part in new[] { "opt.epochs is '0'", "model.preset is 'giant'", "did you mean opt.blr?", "env.world_size is '8', which has no use here", "model.image.mask_ratio is '1'" }) Assert.Contains(part, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_generated_data_set_is_checked_and_a_broken_clip_is_named()
    {
        var set = Path.Combine(_folder, "set");
        var (code, output) = await Deepav.RunAsync("scenes", "generate", "--kind", "vggsound", "--count", "6", "--seed", "1", "--out", set);
        Assert.True(code == 0, output);

        (code, output) = await Deepav.RunAsync("data", "check", "vggsound", set);
        Assert.True(code == 0, output);
        Assert.DoesNotContain("Strays", output, StringComparison.Ordinal);

        Directory.CreateDirectory(Path.Combine(set, "clips", "@eaDir"));
        await File.WriteAllTextAsync(Path.Combine(set, "clips", "Thumbs\e[2J.db"), "");
        (code, output) = await Deepav.RunAsync("data", "check", "vggsound", set);
        Assert.True(code == 0, output);
        Assert.Contains("count for nothing: 2\nclips/@eaDir/\nclips/Thumbs?[2J.db\n", output, StringComparison.Ordinal);

        var clip = Directory.EnumerateFiles(Path.Combine(set, "clips"), "*.mp4", SearchOption.AllDirectories).First();
        await File.WriteAllTextAsync(clip, "no video");
        (code, output) = await Deepav.RunAsync("data", "check", "vggsound", set);
        Assert.Equal(1, code);
        Assert.Contains(Path.GetFileName(clip), output.Replace("\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named()
    {
        var (code, output) = await Deepav.RunAsync("data", "check", "vggsound", Path.Combine(_folder, "nowhere"));

        Assert.Equal(1, code);
        Assert.Contains("There is no folder", output, StringComparison.Ordinal);
    }
}
