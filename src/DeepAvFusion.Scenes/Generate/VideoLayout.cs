using DeepAvFusion.Scenes.Video;

namespace DeepAvFusion.Scenes.Generate;

/// <summary>A data set of MP4 clips, with the truth about clip ID below truth/ID.</summary>
internal abstract class VideoLayout : DataLayout
{
    public override async Task WriteClipAsync(string root, ClipPlan plan, SceneRandom random, SceneGeneratorSettings settings, CancellationToken cancellationToken)
    {
        var show = new SceneVideoSettings { Width = settings.Width, Height = settings.Height, FrameRate = settings.FrameRate };
        show.Check();
        var video = new SceneVideo(ClipComposer.Compose(plan, random, show.Width / (float)show.Height), show);
        var truth = new ClipTruth(plan, show.Width, show.Height, show.FrameRate);
        await ClipEncoder.WriteVideoAsync(Path.Combine(root, plan.Path), video, plan.Length * show.FrameRate, truth.Add, cancellationToken).ConfigureAwait(false);
        truth.Write(Path.Combine(root, "truth", Path.GetFileNameWithoutExtension(plan.Path)));
    }
}
