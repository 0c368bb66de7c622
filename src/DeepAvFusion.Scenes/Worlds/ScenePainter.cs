using DeepAvFusion.Scenes.Drawing;
using DeepAvFusion.Scenes.Kinds;

namespace DeepAvFusion.Scenes.Worlds;

/// <summary>Paints things on a picture, from back to front, and notes which pixel belongs to which.</summary>
internal sealed class ScenePainter
{
    private readonly Pen _pen;

    /// <param name="rgb">width * height * 3</param> <param name="owners">width * height</param>
    public ScenePainter(int width, int height, byte[] rgb, byte[] owners)
    {
        Canvas = new Canvas(width, height, rgb, owners);
        _pen = new Pen(Canvas);
    }

    public Canvas Canvas { get; }

    public void PaintBackdrop(BackdropStyle style, SceneRandom random) => Backdrop.Paint(_pen, style, random);

    /// <param name="level">How loud it sounds now, 0..1.</param>
    /// <returns>Pixels it covers, before others stand in front of it.</returns>
    public int Paint(SceneThing thing, double time, float level)
    {
        Canvas.BeginThing(thing.Number);
        _pen.Transform = thing.Placement(Canvas.Width, Canvas.Height, time);
        thing.Kind.Draw(_pen, thing.Look, new Motion((float)(time % 3600), level));
        return Canvas.EndThing();
    }
}
