namespace DeepAvFusion.Scenes.Kinds;

/// <summary>What moves in a thing at one moment.</summary>
/// <param name="Time">Seconds on the scene's clock, for what turns and swings.</param>
/// <param name="Level">How loud it sounds now, 0..1: what makes a string blur or a beak open.</param>
internal readonly record struct Motion(float Time, float Level)
{
    /// <summary>A swing of -1..1 at so many a second, growing with the level.</summary>
    public float Swing(float perSecond) => MathF.Sin(Time * perSecond * MathF.Tau) * Level;
}
