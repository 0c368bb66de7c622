using System.Collections.Concurrent;
using DeepAvFusion.Scenes.Sampling;

namespace DeepAvFusion.Training.Data.Scenes;

/// <summary>Makes windows of one picture shape and uses their buffers again. Safe from several threads.</summary>
internal sealed class SceneCamera(SceneSampler sampler)
{
    private readonly ConcurrentBag<SceneClip> _spare = [];

    public SceneClip Take(long window)
    {
        var clip = _spare.TryTake(out var spare) ? spare : sampler.NewClip();
        sampler.Fill(clip, window);
        return clip;
    }

    /// <summary>The clip will be written over.</summary>
    public void Return(SceneClip clip) => _spare.Add(clip);
}
