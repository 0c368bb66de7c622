using System.Numerics;

namespace DeepAvFusion.Scenes.Worlds;

/// <summary>The smooth way of a thing through the picture, in shares of its width and height, and its lean in radians.</summary>
internal sealed class ScenePath
{
    private readonly Vector2 _sway, _pace, _phase, _wayIn, _wayOut;
    private readonly float _tilt, _rock;

    /// <param name="anchor">Where it stays about.</param>
    /// <param name="reach">How far it strays from there.</param>
    /// <param name="wayIn">Where it comes from, as seen from the anchor; zero: it is there at once.</param>
    public ScenePath(ref SceneRandom random, Vector2 anchor, float reach, Vector2 wayIn, Vector2 wayOut)
    {
        Anchor = anchor;
        _sway = new Vector2(random.Range(0.3f, 1) * reach, random.Range(0.2f, 0.8f) * reach);
        _pace = new Vector2(random.Range(0.25f, 0.7f), random.Range(0.25f, 0.9f));
        _phase = new Vector2(random.Range(0, MathF.Tau), random.Range(0, MathF.Tau));
        _tilt = random.Range(-0.26f, 0.26f);
        _rock = random.Range(0, 0.09f);
        (_wayIn, _wayOut) = (wayIn, wayOut);
    }

    public Vector2 Anchor { get; }

    /// <param name="time">Seconds on the scene's clock.</param>
    /// <param name="sinceEnter">Seconds since it came; the way in takes two.</param>
    /// <param name="untilLeave">Seconds until it is gone; the way out takes two.</param>
    public Vector2 At(double time, double sinceEnter, double untilLeave) => Anchor
        + new Vector2(_sway.X * Wave(time, _pace.X, _phase.X), _sway.Y * Wave(time, _pace.Y, _phase.Y))
        + (_wayIn * Away(sinceEnter)) + (_wayOut * Away(untilLeave));

    public float LeanAt(double time) => _tilt + (_rock * Wave(time, _pace.X * 1.7f, _phase.Y));

    private static float Wave(double time, float pace, float phase) => (float)Math.Sin((time * pace) + phase);

    private static float Away(double seconds)
    {
        var t = 1 - (float)Math.Clamp(seconds / 2, 0, 1);
        return t * t;
    }
}
