using System.Globalization;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Training.Recipes;

namespace DeepAvFusion.Training.Settings;

/// <summary>Reads which weights the encoder starts from.</summary>
internal static class StartReader
{
    private const string Latest = "latest";
    private const string Best = "best";

    /// <summary>Public files behind the names of the original settings.</summary>
    private static readonly Dictionary<string, string> PublicFiles = new(StringComparer.Ordinal)
    {
        ["vit_base_mae_in1k"] = "mae_pretrain_vit_base.pth of MAE (ImageNet-1k)",
        ["vit_large_mae_in1k"] = "mae_pretrain_vit_large.pth of MAE (ImageNet-1k)",
        ["vit_huge_mae_in1k"] = "mae_pretrain_vit_huge.pth of MAE (ImageNet-1k)",
        ["vit_base_audiomae_as2m"] = "the pre-trained ViT-B of AudioMAE (AudioSet-2M)",
    };

    /// <param name="trains">Whether files must be there; an evaluation starts from nothing but the model it judges.</param>
    public static EncoderStart Read(SettingsReader top, string recipe, bool trains)
    {
        var (checkpoint, prefix) = (top.OptionalText("checkpoint"), top.Text("encoder_prefix"));
        var (job, epoch) = (top.OptionalText("pretrain_job_name"), FileOfEpoch(top, top.Text("pretrain_resume_epoch")));
        var (image, audio) = top.Section("model", model => (Weights(model, "image.pretrained", trains), Weights(model, "audio.pretrained", trains)));
        if (!trains) return EncoderStart.None;
        if (job is not null && recipe == PretrainRecipe.RecipeName)
            top.Problem("pretrain_job_name", $"is '{job}'; {recipe} is what makes such a job: name this one by job_name, and what it starts from by model.image.pretrained, model.audio.pretrained or checkpoint");
        else if (checkpoint is not null && !File.Exists(checkpoint))
            top.Problem("checkpoint", $"is '{checkpoint}', and there is no such file");
        else if (checkpoint is null && job is not null && epoch is not null)
            checkpoint = OfJob(top, Path.Combine(top.Text("output_dir"), job, "checkpoints", epoch), job);
        return new EncoderStart(checkpoint, prefix, image, audio);
    }

    private static string OfJob(SettingsReader top, string file, string job)
    {
        if (!File.Exists(file)) top.Problem("pretrain_job_name", $"is '{job}', and there is no '{file}'; output_dir, pretrain_job_name and pretrain_resume_epoch lead there");
        return file;
    }

    private static string? FileOfEpoch(SettingsReader top, string epoch)
    {
        if (epoch is Latest or Best) return $"checkpoint_{epoch}.pth";
        if (int.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return string.Create(CultureInfo.InvariantCulture, $"checkpoint_{number:0000}.pth");
        top.Problem("pretrain_resume_epoch", $"is '{epoch}'; it must be {Latest}, {Best}, or an epoch that has a checkpoint of its own (log.save_freq)");
        return null;
    }

    private static string? Weights(SettingsReader model, string key, bool isNeeded)
    {
        if (model.OptionalText(key) is not { } path || !isNeeded || string.Equals(path, "false", StringComparison.OrdinalIgnoreCase)) return null;
        if (File.Exists(path)) return path;
        model.Problem(key, PublicFiles.TryGetValue(path, out var file)
            ? $"is '{path}', which names a public file: get {file} and set this to its path"
            : $"is '{path}', and there is no such file; it must be a file of MAE or AudioMAE weights, or empty");
        return null;
    }
}
