using DeepAvFusion.Core.Settings;
using DeepAvFusion.Training.Settings;

namespace DeepAvFusion.Training.Tests.Settings;

/// <summary>Every key of the original configuration files is known: it is read, or refused with what to do instead.</summary>
public sealed class OriginalKeysSpecs
{
    private const string Shared =
        "worker output_dir job_name debug env.world_size env.rank env.dist_url env.dist_backend env.port env.node env.distributed env.seed env.gpu env.ngpu env.mem_gb env.workers "
        + "env.slurm env.slurm_suffix env.slurm_partition env.slurm_timeout env.nodelist env.exclude log.print_freq log.save_freq log.eval_freq log.wandb_watch_freq log.debug "
        + "log.use_wandb log.wandb_entity log.wandb_project model.image.backbone model.image.pretrained model.audio.backbone model.audio.pretrained model.fusion.arch "
        + "model.fusion.layers model.fusion.num_fusion_tkns model.fusion.num_aggr_image_tkns model.fusion.num_aggr_audio_tkns model.fusion.mlp_ratio model.fusion.attn_ratio "
        + "model.fusion.num_heads data.dataset data.data_path data.audio_rate data.audio_dur data.audio_mels data.image_size data.crop_min opt.resume opt.epochs opt.warmup_epochs "
        + "opt.batch_size opt.accum_iter opt.weight_decay opt.blr opt.min_lr opt.lr opt.clip_grad opt.use_amp";

    private const string Downstream = "pretrain_job_name checkpoint encoder_prefix pretrain_resume_epoch eval";
    private const string Drops = "opt.layer_decay opt.drop_path opt.attn_drop opt.proj_drop";

    private static readonly Dictionary<string, string> Own = new()
    {
        ["pretrain"] = "model.image.decoder_arch model.image.decoder_depth model.image.mask_ratio model.image.norm_loss model.audio.decoder_arch model.audio.decoder_depth "
            + "model.audio.mask_ratio model.audio.norm_loss opt.pt_lr_mult_start opt.pt_lr_mult_end opt.pt_warmup_epochs nn_probe.dataset nn_probe.data_path nn_probe.batch_size "
            + "nn_probe.audio_rate nn_probe.audio_dur nn_probe.audio_mels nn_probe.image_size nn_probe.crop_min",
        ["linprobe"] = Downstream,
        ["finetune"] = $"{Downstream} {Drops} opt.joint_loss opt.smoothing data.mixup data.cutmix data.cutmix_minmax data.mixup_prob data.mixup_switch_prob data.mixup_mode",
        ["separation"] = $"{Downstream} {Drops} avss.log_freq avss.weighted_loss avss.binary_mask avss.num_mixtures",
        ["segmentation"] = $"{Downstream} {Drops}",
    };

    public static TheoryData<string> Recipes => [.. Own.Keys];

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Every_key_of_a_file_is_read_or_refused_with_what_to_do_instead(string recipe)
    {
        var read = TrainingSettingsFile.Settings(recipe, [], []).Keys();

        Assert.DoesNotContain($"{Shared} {Own[recipe]}".Split(' '), key => !read.Contains(key) && !TrainingSettingsFile.Unused.ContainsKey(key));
    }

    [Fact]
    public void No_key_is_both() => Assert.DoesNotContain(TrainingSettingsFile.Settings("finetune", [], []).Keys(), TrainingSettingsFile.Unused.ContainsKey);

    [Theory]
    [InlineData("env.world_size=2", "--set: env.world_size is '2', which has no use here: one process on one machine trains, on all its GPUs by env.ngpu; for the steps of N machines multiply opt.accum_iter by N.")]
    [InlineData("data.cutmix=1.", "mix by data.mixup")]
    [InlineData("data.mixup_mode=elem", "which the original calls batch")]
    [InlineData("log.use_wandb=True", "history as CSV")]
    [InlineData("eval=True", "deepav eval RECIPE FILE")]
    [InlineData("nn_probe.audio_dur=2", "data.audio_dur")]
    [InlineData("env.slurm_partition=morning", "your scheduler")]
    public void A_key_without_use_says_what_to_do_instead(string setting, string advice)
    {
        var thrown = Assert.Throws<SettingsException>(() => TrainingSettingsFile.Load("finetune", [], [setting]));

        Assert.Contains(advice, thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not a known setting", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_says_what_happens_anyway_may_be_given() => TrainingSettingsFile.Load("finetune", [], [
        "env.ngpu=1", "env.world_size=1", "env.distributed=False", "env.slurm=False", "env.gpu=null", "log.use_wandb=False", "data.cutmix=0.", "data.cutmix_minmax=null",
        "data.mixup_mode=batch", "avss.log_freq=True", "eval=False", "opt.lr=null", "opt.clip_grad=null", "checkpoint=null", "model.image.pretrained=null",
    ]);
}
