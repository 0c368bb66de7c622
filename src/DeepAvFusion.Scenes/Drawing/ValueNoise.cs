namespace DeepAvFusion.Scenes.Drawing;

/// <summary>Smooth noise over the plane: random values on a lattice, eased in between. The basis of every texture.</summary>
internal static class ValueNoise
{
    private const int Size = 256;
    private static readonly float[] Lattice = Fill();

    /// <summary>Noise in 0..1; one bump a unit, repeating after 256.</summary>
    public static float At(float x, float y)
    {
        var fx = MathF.Floor(x);
        var fy = MathF.Floor(y);
        var ix = (int)fx & (Size - 1);
        var iy = (int)fy & (Size - 1);
        var tx = Ease(x - fx);
        var ty = Ease(y - fy);
        var right = (ix + 1) & (Size - 1);
        var row = iy * Size;
        var below = ((iy + 1) & (Size - 1)) * Size;
        var upper = Lattice[row + ix] + ((Lattice[row + right] - Lattice[row + ix]) * tx);
        var lower = Lattice[below + ix] + ((Lattice[below + right] - Lattice[below + ix]) * tx);
        return upper + ((lower - upper) * ty);
    }

    /// <summary>Three octaves of noise in 0..1: clouds, stone, bark.</summary>
    public static float Cloud(float x, float y) => (At(x, y) * 0.57f) + (At((x * 2.1f) + 37, (y * 2.1f) + 11) * 0.29f) + (At((x * 4.3f) + 5, (y * 4.3f) + 71) * 0.14f);

    private static float Ease(float t) => t * t * (3 - (2 * t));

    private static float[] Fill()
    {
        var lattice = new float[Size * Size];
        var random = new SceneRandom(20240607);
        for (var i = 0; i < lattice.Length; i++) lattice[i] = random.Unit();
        return lattice;
    }
}
