using DeepAvFusion.Core.Settings;
using DeepAvFusion.Training.Numerics;
using DeepAvFusion.Training.Recipes;
using DeepAvFusion.Training.Settings;

namespace DeepAvFusion.Training.Tests.Settings;

public sealed class TrainingSettingsSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Recipes => [.. TrainingPlan.Recipes];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Every_documented_key_is_read_and_every_key_read_is_documented(string recipe)
    {
        var report = new SettingsReport();
        var loaded = TrainingSettingsFile.Settings(recipe, [], []);
        TrainingPlan.From(recipe, new SettingsReader(loaded.Config, report), trains: true);

        Assert.Empty(report.Problems);
        Assert.Equal(loaded.Keys().Order(), report.Keys.Order());
    }

    [Fact]
    public void Every_documented_default_has_a_sentence()
    {
        var lines = TrainingSettingsFile.ReferenceText.Split("recipes {")[0].Split('\n');

        Assert.Empty(Enumerable.Range(1, lines.Length - 1)
            .Where(i => lines[i].Contains(" = ", StringComparison.Ordinal) && !lines[i].TrimStart().StartsWith('#') && !lines[i - 1].TrimStart().StartsWith('#'))
            .Select(i => lines[i]));
    }

    [Fact]
    public void Every_data_set_is_named_where_its_setting_is_documented()
    {
        var documented = TrainingSettingsFile.ReferenceText.Split("data {")[1].Split("dataset =")[0].Split([' ', ',', '.', '#', '\n', '(', ')', ':'], StringSplitOptions.RemoveEmptyEntries);

        Assert.Empty(TrainingData.Names.Except(documented));
    }

    [Fact]
    public void Defaults_are_the_published_ones()
    {
        var (pretrain, probe) = (Load("pretrain").Training, Load("linprobe").Training);
        var (finetune, separation) = (Load("finetune"), Load("separation"));

        Assert.Equal((300, 50.0, 128, 1.5e-4, TrainingPrecision.BFloat16), (pretrain.Epochs, pretrain.WarmupEpochs, pretrain.BatchSize, pretrain.BaseRate, pretrain.Precision));
        Assert.Null(pretrain.FirstLossScale());
        Assert.Equal(new LossScale(65536), (pretrain with { Precision = TrainingPrecision.Float16 }).FirstLossScale());
        Assert.Equal((0.0, 1.0, 150.0), (pretrain.Pretrained!.Start, pretrain.Pretrained.End, pretrain.Pretrained.Epochs));
        Assert.Equal((60, 256, 0.3, 0.0), (probe.Epochs, probe.SamplesPerStep, probe.BaseRate, probe.WeightDecay));
        Assert.Equal((100, 128, 0.75, 0.2), (finetune.Training.Epochs, finetune.Training.SamplesPerStep, finetune.Training.LayerDecay, finetune.Model.Encoder.Drop!.Path));
        Assert.Equal(new SeparationObjective(SeparationTarget.PublishedBinary, Weighted: false), separation.Separation.Objective);
    }

    [Fact]
    public void Files_and_single_settings_lie_over_the_defaults()
    {
        var file = _folder.File("mine.conf");
        File.WriteAllText(file, "opt {\n  epochs = 7\n  warmup_epochs = 1\n  blr = 1e-4\n}\n");

        var plan = TrainingSettingsFile.Load("finetune", [file], ["opt.blr=2e-4", "job_name=mine", "opt.lr=0.01"]);

        Assert.Equal((7, 2e-4, 0.01), (plan.Training.Epochs, plan.Training.BaseRate, plan.Training.Rate));
        Assert.Equal(Path.Combine("runs", "mine"), plan.Folder);
    }

    [Fact]
    public void All_problems_are_told_at_once_each_with_its_place()
    {
        var file = _folder.File("wrong.conf");
        File.WriteAllText(file, "opt {\n  epochs = none\n  blurr = 1\n}\nmodel.preset = giant\n");

        var thrown = Assert.Throws<SettingsException>(() => TrainingSettingsFile.Load("finetune", [file], ["data.dataset=vggsound"]));

        foreach (var part in new[] { "wrong.conf:2: opt.epochs is 'none'", "wrong.conf:3: opt.blurr is not a known setting; did you mean opt.blr?", "model.preset is 'giant'; it must be one of tiny", "data.data_path is empty" })
            Assert.Contains(part, thrown.Message, StringComparison.Ordinal);
    }

    private static TrainingPlan Load(string recipe) => TrainingSettingsFile.Load(recipe, [], []);
}
