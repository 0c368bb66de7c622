using DeepAvFusion.Scenes.Drawing;
using DeepAvFusion.Scenes.Voices;

namespace DeepAvFusion.Scenes.Kinds;

/// <summary>A kind of sounding thing: a picture drawn by code and a sound synthesised by code.</summary>
public abstract class SceneKind
{
    private protected SceneKind(string name, Habitat habitat, bool isInstrument = false) => (Name, Habitat, IsInstrument) = (name, habitat, isInstrument);

    /// <summary>Its label, lower case: the name of the class.</summary>
    public string Name { get; }

    public Habitat Habitat { get; }

    /// <summary>Whether music is played on it.</summary>
    public bool IsInstrument { get; }

    /// <summary>Its place in <see cref="SceneKinds.All"/>, or after those in <see cref="SceneKinds.Further"/>: the class number, from 0.</summary>
    public int Index { get; internal set; }

    public override string ToString() => Name;

    /// <summary>Draws it within -1..1 of the pen's coordinates.</summary>
    internal abstract void Draw(Pen pen, ThingLook look, Motion motion);

    /// <summary>A new sound of this kind, its pitch, tempo and tune drawn from the random numbers.</summary>
    internal abstract Voice CreateVoice(SceneRandom random);
}
