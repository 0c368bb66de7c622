using DeepAvFusion.Core;
using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Training.Checkpointing;
using DeepAvFusion.Training.Data.Indexing;
using DeepAvFusion.Training.Recipes;
using DeepAvFusion.Training.Settings;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Tests.Settings;

/// <summary>Which output of a head is which class of the data it is judged on.</summary>
public sealed class HeadLabelsSpecs : IDisposable
{
    private const string Low = "anoisesrc=color=pink:seed=1:sample_rate=16000,lowpass=f=400";
    private const string High = "anoisesrc=color=pink:seed=2:sample_rate=16000,highpass=f=3000,volume=4";
    private readonly TemporaryFolder _folder = new();

    private string Set => _folder.File("set");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Classes_are_told_by_name_whatever_else_the_data_have()
    {
        VggSound("train", ("cat", Low), ("dog", High));
        VggSound("test", ("cat", Low), ("dog", High));
        string[] data = ["data.dataset=vggsound", $"data.data_path={Set}", "opt.epochs=1"];
        var plan = Plan(data);
        using (var training = new TrainingSetup(plan, CPU)) training.Run(null, CancellationToken.None);
        var file = Path.Combine(plan.Folder, "checkpoints", "checkpoint_latest.pth");
        var whole = Judge(data, file, out _);

        VggSound("test", ("dog", High));                                       // the list has one class less, which was the first
        var part = Judge(data, file, out var unjudged);
        Assert.Equal(["cat"], unjudged);
        Directory.CreateDirectory(Path.Combine(Set, "clips", "@eaDir"));
        Assert.Equal(part, Judge(data, file, out _));

        VggSound("test", ("cat", Low), ("dog", High));
        Assert.Equal(whole, Judge(data, file, out _));

        VggSound("test", ("cat", Low), ("eagle", High));
        var refused = Assert.Throws<UserErrorException>(() => Judge(data, file, out _)).Message;
        Assert.Contains("knows 2 classes ('cat', 'dog'), and vggsound has 1 class ('eagle') beside them", refused, StringComparison.Ordinal);

        VggSound("train", ("cat", Low), ("eagle", High));
        VggSound("test", ("cat", Low), ("eagle", High));
        using var other = new TrainingSetup(Plan([.. data, "opt.epochs=2"]), CPU);
        refused = Assert.Throws<CheckpointException>(() => other.Run(null, CancellationToken.None)).Message;
        Assert.Contains("class 1 was 'dog' and is 'eagle'", refused, StringComparison.Ordinal);
    }

    [Fact]
    public void Outputs_without_names_are_taken_in_order_where_that_can_only_be_right()
    {
        var (list, folders) = (Plan("data.dataset=vggsound", "data.data_path=x").Data, Plan("data.dataset=vggsound", "data.data_path=x", "data.class_numbers=folders").Data);
        var published = new HeadLabels("x.pth", [], VggSoundIndex.PublishedClasses);

        Assert.Equal(Enumerable.Range(0, 309), published.Places(list, Names(309)));
        Assert.Equal(Enumerable.Range(0, 310), published.Places(list, Names(310)));
        Assert.Equal(Enumerable.Range(0, 7), published.Places(folders, Names(7)));
        Assert.Equal(Enumerable.Range(0, 7), new HeadLabels("x.pth", [], 7).Places(list, Names(7)));
        Assert.Contains("'x.pth' has 310 outputs without names and vggsound 7 classes", Assert.Throws<UserErrorException>(() => published.Places(list, Names(7))).Message, StringComparison.Ordinal);
        Assert.Throws<UserErrorException>(() => published.Places(folders, Names(311)));
        Assert.Throws<UserErrorException>(() => new HeadLabels("x.pth", [], 310).Places(Plan("data.dataset=audioset", "data.data_path=x").Data, Names(309)));
        Assert.Contains("calls two outputs 'a'", Assert.Throws<UserErrorException>(() => new HeadLabels("x.pth", ["a", "a"], 2).Places(list, ["a"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Maps_of_other_classes_are_refused()
    {
        var plan = TrainingSettingsFile.LoadForEvaluation("segmentation", [], ["model.preset=tiny", "data.dataset=avsbench_avss", $"data.data_path={Set}"]);
        Directory.CreateDirectory(Path.Combine(Set, "v2", "a"));
        File.WriteAllText(Path.Combine(Set, "v2", "a", "audio.wav"), "");
        File.WriteAllText(Path.Combine(Set, "metadata.csv"), "vid,uid,s_min,s_sec,a_obj,split,label\na,a,0,0,man,val,v2\n");
        File.WriteAllText(Path.Combine(Set, "label2idx.json"), "{\"background\": 1, \"man\": 2, \"violin\": 3}");
        using (var recipe = SegmentationRecipe.Create(plan.Model.Encoder, 3, null, plan.Training, CPU, 32))
            TrainingCheckpoint.Write(_folder.File("x.pth"), recipe.Name, recipe.Model, recipe.Optimizer, TrainingState.Start, new TaskMetadata(recipe.Name, plan.Model.Encoder) { Labels = ["background", "violin", "man"], Channels = 3, LeastWidth = 32 });

        var refused = Assert.Throws<UserErrorException>(() => new EvaluationSetup(plan, _folder.File("x.pth"), CPU)).Message;

        Assert.Contains("class 1 was 'violin' and is 'man', class 2 was 'man' and is 'violin'", refused, StringComparison.Ordinal);
    }

    private static string[] Names(int count) => [.. Enumerable.Range(0, count).Select(i => $"class {i:000}")];

    private static IReadOnlyDictionary<string, double> Judge(EvaluationSetup setup, out IReadOnlyList<string> unjudged)
    {
        using (setup)
        {
            unjudged = setup.Unjudged;
            return setup.Evaluate(CancellationToken.None);
        }
    }

    private IReadOnlyDictionary<string, double> Judge(string[] data, string file, out IReadOnlyList<string> unjudged) => Judge(new EvaluationSetup(Plan(data), file, CPU), out unjudged);

    private TrainingPlan Plan(params string[] more) => TrainingSettingsFile.Load("finetune", [],
        ["model.preset=tiny", "opt.warmup_epochs=0", "opt.batch_size=2", "opt.accum_iter=1", "data.dense=false", $"output_dir={_folder.Path}", .. more]);

    /// <summary>Two clips of each class; lines of the other part stay unless its classes would.</summary>
    private void VggSound(string split, params (string Class, string Sound)[] classes)
    {
        var list = Path.Combine(Set, "annotations", "vggsound.csv");
        Directory.CreateDirectory(Path.GetDirectoryName(list)!);
        string[] others = split == "train" || !File.Exists(list) ? [] : [.. File.ReadAllLines(list).Where(line => line.EndsWith("train", StringComparison.Ordinal) && classes.Any(one => line.Contains(one.Class, StringComparison.Ordinal)))];
        File.WriteAllLines(list, [.. others, .. classes.SelectMany(one => new[] { 0, 1 }.Select(i => $"{split}{one.Class}{i},3,{one.Class},{split}"))]);
        foreach (var (name, sound) in classes)
            for (var i = 0; i < 2; i++)
                if (Path.Combine(Set, "clips", name, $"{split}{name}{i}_000003_000013.mp4") is var clip && !File.Exists(clip)) Ffmpeg.Clip(clip, 4, sound);
    }
}
