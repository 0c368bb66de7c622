using DeepAvFusion.Core;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Media.Drawing;
using DeepAvFusion.Training.Checkpointing;
using DeepAvFusion.Training.Recipes;
using DeepAvFusion.Training.Settings;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Tests.Settings;

/// <summary>Evaluations on the folder layouts of data sets, with real files.</summary>
public sealed class EvaluationSetupSpecs : IDisposable
{
    private const string Low = "anoisesrc=color=pink:seed=1:sample_rate=16000,lowpass=f=400";
    private const string High = "anoisesrc=color=pink:seed=2:sample_rate=16000,highpass=f=3000,volume=4";
    private readonly TemporaryFolder _folder = new();

    private string Set => _folder.File("set");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Finetuning_on_clips_ends_with_the_dense_evaluation_which_eval_repeats()
    {
        VggSound(training: 2, tests: 2);
        string[] data = ["data.dataset=vggsound", $"data.data_path={Set}", "opt.epochs=2", "log.eval_freq=1"];
        using var training = new TrainingSetup(Plan("finetune", data), CPU);

        var outcome = training.Run(null, CancellationToken.None);

        Assert.Equal(["val_acc1_all", "val_acc1_image", "val_acc1_audio", "val_acc1_fusion"], outcome.Measures.Keys.Where(name => !name.Contains("dense", StringComparison.Ordinal)));
        Assert.Equal(4, outcome.Measures.Keys.Count(name => name.StartsWith("val_dense_acc1_", StringComparison.Ordinal)));
        var epochs = File.ReadAllLines(Path.Combine(_folder.Path, "finetune", "history.jsonl"));
        Assert.DoesNotContain("dense", epochs[0], StringComparison.Ordinal);
        Assert.Contains("val_dense_acc1_all", epochs[1], StringComparison.Ordinal);

        var file = Path.Combine(_folder.Path, "finetune", "checkpoints", "checkpoint_latest.pth");
        using var again = new EvaluationSetup(Plan("finetune", data), file, CPU);
        Assert.Equal(outcome.Measures, again.Evaluate(CancellationToken.None));

        File.WriteAllText(Directory.EnumerateFiles(Set, "test0_*.mp4", SearchOption.AllDirectories).Single(), "no video");
        Directory.EnumerateFiles(Set, "train*.mp4", SearchOption.AllDirectories).ToList().ForEach(File.Delete);
        using var single = new EvaluationSetup(Plan("finetune", [.. data, "data.dense=false"]), file, CPU);
        Assert.Equal(4, single.Evaluate(CancellationToken.None).Count);
        Assert.Equal((1, 1), (single.Data!.Samples, single.Data.Skipped));
        Assert.Throws<UserErrorException>(single.CheckPictures);
    }

    [Fact]
    public async Task Separation_is_judged_by_listed_pairs_beside_its_bounds_and_shown()
    {
        Ffmpeg.Clip(Path.Combine(Set, "clips", "playing_cello", "aa_000000_000010.mp4"), 4, Low);
        Ffmpeg.Clip(Path.Combine(Set, "clips", "playing_violin__fiddle", "bb_000005_000015.mp4"), 4, High);
        Ffmpeg.Clip(Path.Combine(Set, "clips", "playing_flute", "quiet_000000_000010.mp4"), 4, "anullsrc");
        File.WriteAllText(Path.Combine(Set, "clips", "playing_flute", "broken_000000_000010.mp4"), "no video");
        string[] lines = ["id1,id2,cls1,cls2,kind", "aa_0,bb_5,cello,violin,duet", "aa_0,quiet_0,cello,flute,duet", "aa_0,broken_0,cello,flute,duet", "aa_0,cc_0,cello,flute,duet"];
        File.WriteAllLines(_folder.File("pairs.csv"), lines);
        var plan = Plan("separation", "data.dataset=vggsound_music", $"data.data_path={Set}", $"data.list={_folder.File("pairs.csv")}");
        using var setup = new EvaluationSetup(plan, Checkpoint(SeparationRecipe.Create(plan.Model.Encoder, null, plan.Separation.Objective, plan.Training, CPU)), CPU);

        var measures = setup.Evaluate(CancellationToken.None);

        Assert.Equal(["sdr", "sir", "sar", "sdr_gain", "sdr_mixture", "sir_mixture", "sdr_oracle", "sir_oracle", "sar_oracle", "sdr_oracle_binary"], measures.Keys);
        Assert.All(measures.Values, value => Assert.True(double.IsFinite(value)));
        Assert.Equal(measures["sdr"] - measures["sdr_mixture"], measures["sdr_gain"], 6);
        Assert.True(measures["sdr_oracle"] > measures["sdr_mixture"] + 6, $"{measures["sdr_oracle"]} and {measures["sdr_mixture"]} dB");
        Assert.Equal((1, 1, 1, 2), (setup.Missing, setup.Quiet, setup.Data!.Skipped, setup.Data.Samples));

        setup.Illustrate(_folder.File("pictures"), 5, LabelFont.Load(14), CancellationToken.None);
        Assert.Equal(["pair-000.png", "pair-001.png"], Directory.EnumerateFiles(_folder.File("pictures")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Separation_is_judged_by_pairs_drawn_from_the_test_part_of_other_sets()
    {
        VggSound(training: 0, tests: 3);
        var plan = Plan("separation", "data.dataset=vggsound", $"data.data_path={Set}", "data.eval_pairs=1");
        using var setup = new EvaluationSetup(plan, Checkpoint(SeparationRecipe.Create(plan.Model.Encoder, null, plan.Separation.Objective, plan.Training, CPU)), CPU);

        var measures = setup.Evaluate(CancellationToken.None);

        Assert.True(measures["sdr_oracle"] > measures["sdr_mixture"], $"{measures["sdr_oracle"]} and {measures["sdr_mixture"]} dB");
        Assert.Equal(1, setup.Data!.Samples);
    }

    [Fact]
    public async Task Segmentation_is_judged_by_boxes_that_people_drew()
    {
        foreach (var id in new[] { "1", "2", "3", "4" }) Flickr(id, "<bbox><xmin>0</xmin><ymin>0</ymin><xmax>128</xmax><ymax>256</ymax></bbox>");
        Flickr("5", "");
        File.Delete(Path.Combine(Set, "audio", "4.wav"));
        File.WriteAllText(Path.Combine(Set, "frames", "3.jpg"), "no picture");
        var plan = Judging("segmentation", "data.dataset=flickr_soundnet", $"data.data_path={Set}");
        using var setup = new EvaluationSetup(plan, Checkpoint(SegmentationRecipe.Create(plan.Model.Encoder, 1, null, plan.Training, CPU, 32)), CPU);

        var measures = setup.Evaluate(CancellationToken.None);

        Assert.Equal(["ciou50", "ciou_auc", "ciou50_mask", "ciou_auc_mask"], measures.Keys);
        Assert.All(measures.Values, value => Assert.InRange(value, 0, 1));
        Assert.Equal((1, 2, 2), (setup.Missing, setup.Data!.Samples, setup.Data.Skipped));
        setup.Illustrate(_folder.File("pictures"), 1, LabelFont.Load(14), CancellationToken.None);
        Assert.True(File.Exists(Path.Combine(_folder.File("pictures"), "frame-000.png")));
    }

    [Fact]
    public void What_cannot_be_judged_is_refused_with_what_would_be_right()
    {
        Directory.CreateDirectory(Path.Combine(Set, "Annotations"));
        string[] music = ["data.dataset=vggsound_music", $"data.data_path={Set}"], flickr = ["data.dataset=flickr_soundnet", $"data.data_path={Set}"];

        Assert.Contains("set data.list to it", Refused("separation", music), StringComparison.Ordinal);
        Assert.Contains("pairs.csv", Refused("separation", [.. music, $"data.list={_folder.File("pairs.csv")}"]), StringComparison.Ordinal);
        Assert.Contains("is for separation only", Refused("finetune", music), StringComparison.Ordinal);
        Assert.Contains("frames/ID.jpg and audio/ID.wav", Refused("segmentation", flickr), StringComparison.Ordinal);
        Assert.Contains("it judges segmentation, not finetune", Refused("finetune", flickr), StringComparison.Ordinal);
        Assert.Contains("eval_pairs is 0", Refused("separation", "data.eval_pairs=0"), StringComparison.Ordinal);
        Assert.Contains("is for evaluation only", Assert.Throws<SettingsException>(() => Plan("segmentation", flickr)).Message, StringComparison.Ordinal);
    }

    private string Refused(string recipe, params string[] more) => Assert.Throws<UserErrorException>(() => new EvaluationSetup(Judging(recipe, more), "none.pth", CPU)).Message;

    private TrainingPlan Plan(string recipe, params string[] more) => TrainingSettingsFile.Load(recipe, [], Settings(more));

    private TrainingPlan Judging(string recipe, params string[] more) => TrainingSettingsFile.LoadForEvaluation(recipe, [], Settings(more));

    private string[] Settings(string[] more) =>
        ["model.preset=tiny", "opt.epochs=1", "opt.warmup_epochs=0", "opt.batch_size=2", "opt.accum_iter=1", $"output_dir={_folder.Path}", .. more];

    private string Checkpoint(Recipe recipe)
    {
        using var made = recipe;
        TrainingCheckpoint.Write(_folder.File("model.pth"), made.Name, made.Model, made.Optimizer, TrainingState.Start, description: null);
        return _folder.File("model.pth");
    }

    private void VggSound(int training, int tests)
    {
        var lines = new List<string>();
        foreach (var (split, count) in new[] { ("train", training), ("test", tests) })
        {
            for (var i = 0; i < count; i++)
            {
                lines.Add($"{split}{i},3,{(i % 2 == 0 ? "wind, low" : "rain")},{split}");
                Ffmpeg.Clip(Path.Combine(Set, "clips", i % 2 == 0 ? "wind__low" : "rain", $"{split}{i}_000003_000013.mp4"), 4, i % 2 == 0 ? Low : High);
            }
        }

        Directory.CreateDirectory(Path.Combine(Set, "annotations"));
        File.WriteAllLines(Path.Combine(Set, "annotations", "vggsound.csv"), lines.Select(line => line.Replace("wind, low", "\"wind, low\"", StringComparison.Ordinal)));
    }

    private void Flickr(string id, string boxes)
    {
        foreach (var part in new[] { "frames", "audio", "Annotations" }) Directory.CreateDirectory(Path.Combine(Set, part));
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc2=size=64x64", "-frames:v", "1", Path.Combine(Set, "frames", $"{id}.jpg"));
        Ffmpeg.Run("-f", "lavfi", "-i", Low, "-t", "4", Path.Combine(Set, "audio", $"{id}.wav"));
        File.WriteAllText(Path.Combine(Set, "Annotations", $"{id}.xml"), $"<annotation>{boxes}{boxes}</annotation>");
    }
}
