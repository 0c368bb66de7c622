using DeepAvFusion.Model.Decoders;
using DeepAvFusion.Model.Heads.Recognition;
using DeepAvFusion.Model.Heads.Segmentation;
using DeepAvFusion.Model.Heads.Separation;
using DeepAvFusion.Model.Layers;
using DeepAvFusion.Model.Optimizers;
using DeepAvFusion.Model.Presets;
using DeepAvFusion.Training.Recipes;
using DeepAvFusion.Training.Settings;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Tests.Settings;

/// <summary>The published commands, setting by setting, on as many GPUs.</summary>
public sealed class PublishedCommandSpecs : IDisposable
{
    private const string VggSound = "env.ngpu=8 env.world_size=1 model.fusion.layers=all model.fusion.attn_ratio=0.25 model.fusion.mlp_ratio=1.0";
    private const string AudioSet = "env.ngpu=8 env.world_size=1 model.fusion.layers=all model.fusion.attn_ratio=1.0 model.fusion.mlp_ratio=4.0";
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string, double, int, long> Commands => new()
    {
        { "pretrain", $"{VggSound} data.dataset=vggsound opt.epochs=200 opt.warmup_epochs=40 opt.batch_size=64 opt.accum_iter=1 opt.blr=1.5e-4 opt.pt_warmup_epochs=200/2 env.seed=0", 3e-4, 6, 320_563_712 },
        { "pretrain", $"{AudioSet} data.dataset=audioset opt.epochs=200 opt.warmup_epochs=40 opt.batch_size=64 opt.accum_iter=4 opt.blr=1.5e-4 env.seed=0", 1.2e-3, 6, 378_997_760 },
        { "linprobe", $"{VggSound} data.dataset=vggsound opt.epochs=60 opt.warmup_epochs=10 opt.batch_size=64 opt.accum_iter=2 opt.blr=0.3", 1.2, 1, 269_375_394 },
        { "linprobe", $"{AudioSet} data.dataset=audioset-bal-orig opt.epochs=300 opt.warmup_epochs=20 env.ngpu=2 opt.batch_size=256 opt.accum_iter=1 opt.blr=0.3", 0.6, 1, 0 },
        { "finetune", $"{VggSound} data.dataset=vggsound opt.epochs=100 opt.warmup_epochs=20 opt.batch_size=32 opt.accum_iter=2 opt.blr=3e-4", 6e-4, 28, 269_375_394 },
        { "finetune", $"{AudioSet} data.dataset=audioset-bal-orig opt.epochs=200 opt.warmup_epochs=20 opt.batch_size=32 opt.accum_iter=2 opt.blr=3e-4", 6e-4, 28, 0 },
        { "separation", $"{VggSound} data.dataset=vggsound_music data.list=vggmusic_train.txt opt.epochs=300 opt.warmup_epochs=40 opt.batch_size=16 opt.accum_iter=4 opt.blr=3e-4 "
            + "avss.log_freq=True avss.weighted_loss=True avss.binary_mask=False avss.num_mixtures=2", 6e-4, 28, 315_586_465 },
        { "segmentation", $"{AudioSet} data.dataset=avsbench_s4 opt.epochs=100 opt.warmup_epochs=20 opt.batch_size=16 opt.accum_iter=4 opt.blr=2e-4", 4e-4, 28, 364_889_473 },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public void Yields_the_published_rates_groups_and_sizes(string recipe, string settings, double rate, int groups, long parameters)
    {
        var plan = Load(recipe, settings);
        var classes = plan.Data.Dataset == "vggsound" ? 310 : 527;                 // of the registered data set
        using var model = Model(plan, classes);
        var made = Groups(plan, model);
        var schedule = plan.Training.Schedule();

        Assert.Equal(rate, schedule.At(plan.Training.WarmupEpochs), 1e-12);
        Assert.Equal(0, schedule.At(0));
        Assert.Equal(groups, made.Count);
        if (parameters > 0) Assert.Equal(parameters, model.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(recipe == "linprobe" ? 0 : 0.05, made.Max(group => group.WeightDecay));
        Assert.Equal(recipe == "finetune" ? 0.2 : 0, plan.Model.Encoder.Drop?.Path ?? 0);
        if (recipe != "pretrain") Assert.Equal(Path.Combine(_folder.Path, "first", recipe), plan.Folder);
        if (groups != 28) return;
        Assert.Equal((Math.Pow(0.75, 13), 1.0), (made.Min(group => group.LearningRateScale), made.Max(group => group.LearningRateScale)));
    }

    [Fact]
    public void Parts_that_start_pretrained_follow_slower()
    {
        var plan = Load("pretrain", (string)Commands.First()[1]!);
        using var model = Model(plan, classes: 0);
        var (groups, schedule) = (Groups(plan, model), plan.Training.Schedule());

        Assert.Equal([false, false, true, true, true, true], groups.Select(group => group.Pretrained));
        Assert.Equal(0, schedule.At(0.5, groups[2]), 1e-9);
        Assert.Equal(schedule.At(50) / 2, schedule.At(50, groups[3]), 1e-12);      // half of 200/2 epochs
        Assert.Equal(schedule.At(150), schedule.At(150, groups[5]), 1e-12);
        Assert.Equal(schedule.At(50), schedule.At(50, groups[1]), 1e-12);
        var plain = Load("pretrain", (string)Commands.First()[1]! + " model.image.pretrained=null model.audio.pretrained=null");
        Assert.Equal(2, Groups(plain, model).Count);
    }

    [Fact]
    public void Separation_has_the_published_objective() =>
        Assert.Equal(new SeparationPlan(new SeparationObjective(SeparationTarget.PublishedRatio, Weighted: true), 2), Load("separation", (string)Commands.ElementAt(6)[1]!).Separation);

    private TrainingPlan Load(string recipe, string settings)
    {
        var weights = _folder.File("weights.pth");
        File.WriteAllText(weights, "only looked for");
        Directory.CreateDirectory(_folder.File("first/checkpoints"));
        File.WriteAllText(_folder.File("first/checkpoints/checkpoint_latest.pth"), "only looked for");
        string[] start = recipe == "pretrain" ? [$"model.image.pretrained={weights}", $"model.audio.pretrained={weights}"] : ["pretrain_job_name=first", "pretrain_resume_epoch=latest"];
        return TrainingSettingsFile.Load(recipe, [], [$"output_dir={_folder.Path}", $"data.data_path={_folder.Path}", .. start, .. settings.Split(' ')]);
    }

    private static nn.Module Model(TrainingPlan plan, int classes)
    {
        using var blank = WeightInitializer.Blank();
        return plan.Recipe switch
        {
            "pretrain" => new MaskedAutoencoder(plan.Model.Autoencoder, blank),
            "linprobe" => new Classifier(new ClassifierConfig(plan.Model.Encoder, classes, InputNorm: true, FreezeEncoder: true), blank),
            "finetune" => new Classifier(new ClassifierConfig(plan.Model.Encoder, classes), blank),
            "separation" => new SeparationModel(plan.Model.Encoder, blank),
            _ => new SegmentationModel(plan.Model.Encoder, classes: 1, blank),
        };
    }

    private static IReadOnlyList<ParameterGroup> Groups(TrainingPlan plan, nn.Module model)
    {
        var settings = plan.Training;
        if (plan.Recipe == "pretrain") return ParameterGroups.ForPretraining(model, settings.WeightDecay, plan.Start.ImageWeights is not null, plan.Start.AudioWeights is not null);
        if (plan.Recipe != "linprobe") return ParameterGroups.ForFinetuning(model, plan.Model.Encoder, settings.WeightDecay, settings.LayerDecay);
        var trained = model.named_parameters().Where(entry => entry.parameter.requires_grad).ToArray();
        return [new ParameterGroup([.. trained.Select(entry => entry.name)], [.. trained.Select(entry => entry.parameter)], settings.WeightDecay)];
    }
}
