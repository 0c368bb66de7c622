using DeepAvFusion.Core.Settings;
using DeepAvFusion.Model.Presets;
using DeepAvFusion.Training.Settings;

namespace DeepAvFusion.Training.Tests.Settings;

/// <summary>The network as settings describe it.</summary>
public sealed class ModelSettingsSpecs
{
    [Fact]
    public void Both_streams_are_set_apart()
    {
        var model = Load(
            "pretrain", "model.preset=small", "model.image.decoder_depth=2", "model.audio.decoder_depth=4", "model.audio.decoder_arch=swin", "model.image.mask_ratio=0.5",
            "model.audio.norm_loss=False").Autoencoder;

        Assert.Equal(new DecoderConfig(0.5, DecoderKind.Plain, 2), model.Image);
        Assert.Equal(new DecoderConfig(0.8, DecoderKind.Swin, 4, NormalizeTargets: false), model.Audio);
    }

    [Fact]
    public void A_preset_decides_what_is_left_open()
    {
        Assert.Equal(EncoderPresets.Named("base"), Load("pretrain").Encoder);
        Assert.Equal(EncoderPresets.Named("tiny"), Load("pretrain", "model.preset=tiny").Encoder);
        Assert.True(Load("joint", "model.preset=tiny").IsPreset);

        var mixed = Load(
            "pretrain", "model.image.backbone=vit_large", "model.audio.backbone=vit_large", "model.fusion.num_heads=16", "model.fusion.num_fusion_tkns=32", "model.fusion.layers=0-2-3",
            "model.fusion.arch=token");

        Assert.Equal((24, 1024, "vit_large", false), (mixed.Encoder.Layers, mixed.Encoder.Width, mixed.Name, mixed.IsPreset));
        Assert.Equal(new FusionConfig(FusionKind.Token, FusionLayers.Parse("0-2-3"), new FusionTokens(32, 8, 8), 16), mixed.Encoder.Fusion);
        Assert.Equal(FusionLayers.None, Load("pretrain", "model.fusion.layers=none").Encoder.Fusion.Layers);
        Assert.Equal(FusionLayers.Parse("2"), Load("pretrain", "model.fusion.layers=2").Encoder.Fusion.Layers);
    }

    [Fact]
    public void Inputs_follow_the_data()
    {
        var encoder = Load("finetune", "data.image_size=192", "data.audio_dur=2", "data.audio_mels=64").Encoder;

        Assert.Equal((new InputSize(192, 192), new InputSize(64, 128)), (encoder.Image.Input, encoder.Audio.Input));
        Assert.Equal(new InputSize(160, 160), Load("finetune", "model.image.backbone=vit_tiny", "model.audio.backbone=vit_tiny").Encoder.Image.Input);
    }

    [Fact]
    public void The_huge_preset_works_with_sides_that_its_patches_divide()
    {
        var refused = Refused("pretrain", "model.preset=huge");
        Assert.Contains("data.audio_mels gives 128 bands, which the patches of vit_huge, 14 each, do not divide; 126 would fit.", refused, StringComparison.Ordinal);
        Assert.Contains("data.audio_dur gives 192 frames of 1/64 s, which the patches of vit_huge, 14 each, do not divide; 2.84375 or 3.0625 would fit.", refused, StringComparison.Ordinal);

        var huge = Load("pretrain", "model.preset=huge", "data.audio_mels=126", "data.audio_dur=3.0625");
        Assert.Empty(huge.Autoencoder.Problems());
        Assert.Equal((1280, 32, new GridSize(9, 14), new FusionTokens(64, 16, 16)), (huge.Encoder.Width, huge.Encoder.Layers, huge.Encoder.Audio.Grid, huge.Encoder.Fusion.Tokens));
        Assert.Contains("model.audio.backbone is vit_huge", Refused("separation", "model.preset=huge", "data.audio_mels=126", "data.audio_dur=3.0625"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_impossible_is_told_all_at_once_under_its_key()
    {
        var refused = Refused(
            "pretrain", "model.image.mask_ratio=1", "model.audio.mask_ratio=0.999", "model.image.decoder_arch=swin", "model.image.decoder_depth=0", "model.decoder.heads=7",
            "model.fusion.layers=0-12", "model.fusion.num_heads=7", "model.fusion.num_aggr_image_tkns=0", "model.fusion.arch=wide", "data.image_size=100", "data.audio_dur=3.01",
            "data.audio_rate=44100", "opt.epochs=0", "opt.warmup_epochs=500", "opt.blr=0", "opt.min_lr=1", "opt.drop_path=1", "pretrain_job_name=me", "model.image.pretrained=nowhere.pth",
            "model.audio.pretrained=vit_base_audiomae_as2m", "nn_probe.dataset=avsbench_s4", "data.audio_mels=200", "pretrain_resume_epoch=first");

        string[] keys =
        [
            "model.image.mask_ratio is '1'; it must be a number above 0 and below 1", "model.audio.mask_ratio is 0.999, which leaves none of 96 patches", "model.image.decoder_depth is '0'",
            "model.decoder.heads is 7", "model.fusion.layers is '0-12'; there are layers 0 to 11", "model.fusion.num_heads is 7, which does not divide the encoder's width of 768; 12 would",
            "model.fusion.num_aggr_image_tkns is '0'", "model.fusion.arch is 'wide'", "data.image_size gives 100 pixels", "96 or 112 would fit", "data.audio_dur is '3.01'",
            "data.audio_rate is 44100", "opt.epochs is '0'", "opt.warmup_epochs is '500'", "opt.blr is '0'; it must be a number above 0", "opt.min_lr is 1, above the highest rate",
            "opt.drop_path is 1", "pretrain_job_name is 'me'", "model.image.pretrained is 'nowhere.pth', and there is no such file", "get the pre-trained ViT-B of AudioMAE",
            "nn_probe.data_path is empty", "nn_probe.dataset cannot be used: avsbench_s4 has maps", "data.audio_mels is 200; of more than 128 bands",
            "pretrain_resume_epoch is 'first'",
        ];
        Assert.DoesNotContain(keys, key => !refused.Contains(key, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("finetune", "opt.batch_size=5", "opt.batch_size is 5; mixing pairs")]
    [InlineData("finetune", "model.image.backbone=vit_giant", "model.image.backbone is 'vit_giant'; it must be one of vit_tiny")]
    [InlineData("finetune", "model.image.backbone=vit_large", "model.audio.backbone is vit_base, 768 wide, and the image backbone vit_large 1024")]
    [InlineData("finetune", "model.image.pretrained=vit_base_mae_in1k", "get mae_pretrain_vit_base.pth of MAE (ImageNet-1k) and set this to its path")]
    [InlineData("finetune", "pretrain_job_name=nobody", "pretrain_job_name is 'nobody', and there is no 'runs")]
    [InlineData("finetune", "checkpoint=nowhere.pth", "checkpoint is 'nowhere.pth', and there is no such file")]
    [InlineData("finetune", "data.dataset=avsbench_s4", "data.dataset is avsbench_s4, whose samples have no labels")]
    [InlineData("separation", "data.dataset=vggsound_music", "data.list is empty")]
    [InlineData("segmentation", "data.dataset=vggsound", "data.dataset is vggsound, which has no maps")]
    [InlineData("finetune", "data.epoch_size=31", "data.epoch_size is 31, which does not fill a batch of 32")]
    [InlineData("finetune", "data.epoch_size=64", "opt.accum_iter is 4, more than the 2 batches of an epoch")]
    [InlineData("pretrain", "opt.amp_dtype=float16", "opt.amp_dtype is float16, which needs a GPU")]
    [InlineData("linprobe", "opt.drop_path=0.1", "opt.drop_path is 0.1; the encoder of linprobe is not trained")]
    [InlineData("pretrain", "nn_probe.dataset=vggsound", "nn_probe.data_path is empty; it must be the folder of vggsound")]
    public void Each_names_its_key_and_what_would_be_right(string recipe, string setting, string problem) =>
        Assert.Contains(problem, Refused(recipe, setting), StringComparison.Ordinal);

    [Fact]
    public void An_odd_batch_is_fine_where_nothing_is_mixed()
    {
        TrainingSettingsFile.Load("finetune", [], ["opt.batch_size=5", "data.mixup=0"]);
        TrainingSettingsFile.Load("linprobe", [], ["opt.batch_size=5"]);
    }

    [Fact]
    public void The_probe_follows_the_training_data_unless_it_is_told_otherwise()
    {
        var plan = TrainingSettingsFile.Load("pretrain", [], ["data.dataset=audioset", "data.data_path=a", "opt.batch_size=64"]);
        Assert.Equal(("audioset", "a", 16), (plan.Probe.Data.Dataset, plan.Probe.Data.Path, plan.Probe.BatchSize));

        plan = TrainingSettingsFile.Load("pretrain", [], ["data.dataset=audioset", "data.data_path=a", "nn_probe.dataset=vggsound", "nn_probe.data_path=v", "nn_probe.batch_size=3"]);
        Assert.Equal(("vggsound", "v", 3, "audioset"), (plan.Judged.Data.Dataset, plan.Judged.Data.Path, plan.Judged.Training.BatchSize, plan.Data.Dataset));
    }

    private static ModelPlan Load(string recipe, params string[] settings) => TrainingSettingsFile.Load(recipe, [], settings).Model;

    private static string Refused(string recipe, params string[] settings) => Assert.Throws<SettingsException>(() => TrainingSettingsFile.Load(recipe, [], settings)).Message;
}
