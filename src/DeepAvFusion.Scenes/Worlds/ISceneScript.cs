namespace DeepAvFusion.Scenes.Worlds;

/// <summary>Who comes, who leaves and who sounds when. Times are seconds on the scene's clock.</summary>
internal interface ISceneScript
{
    /// <summary>Those known so far, from back to front; some may be yet to come or gone already.</summary>
    IReadOnlyList<SceneThing> Things { get; }

    /// <summary>Sounds known so far; some may be yet to come or over already.</summary>
    IReadOnlyList<SceneSound> Sounds { get; }

    /// <summary>Decides everything that begins before a moment, and forgets what ended long before it.</summary>
    void Extend(double until);
}
