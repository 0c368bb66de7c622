using DeepAvFusion.Core;

namespace DeepAvFusion.Scenes.Kinds;

/// <summary>Every kind of sounding thing there is; the order is the class numbering and only ever grows at its end.</summary>
public static class SceneKinds
{
    public static readonly IReadOnlyList<SceneKind> All = Number(
        new Guitar(), new Violin(), new Flute(), new Bell(), new Organ(), new Drum(), new Bird(), new Siren(),
        new Engine(), new Phone(), new Dog(), new Helicopter(), new Clock(), new Tap(), new Train(), new Frog());

    public static readonly IReadOnlyList<string> Names = [.. All.Select(kind => kind.Name)];

    /// <summary>The kind of that name.</summary>
    /// <exception cref="UserErrorException">There is none.</exception>
    public static SceneKind Named(string name) =>
        All.FirstOrDefault(kind => string.Equals(kind.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new UserErrorException($"There is no kind of thing called '{name}'. There are: {string.Join(", ", Names)}.");

    private static SceneKind[] Number(params SceneKind[] kinds)
    {
        for (var i = 0; i < kinds.Length; i++) kinds[i].Index = i;
        return kinds;
    }
}
