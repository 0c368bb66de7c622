using DeepAvFusion.Core;

namespace DeepAvFusion.Scenes.Kinds;

/// <summary>Every kind of sounding thing there is; the order is the class numbering and only ever grows at its end.</summary>
public static class SceneKinds
{
    public static readonly IReadOnlyList<SceneKind> All = Number(
        0, new Guitar(), new Violin(), new Flute(), new Bell(), new Organ(), new Drum(), new Bird(), new Siren(),
        new Engine(), new Phone(), new Dog(), new Helicopter(), new Clock(), new Tap(), new Train(), new Frog());

    public static readonly IReadOnlyList<string> Names = [.. All.Select(kind => kind.Name)];

    /// <summary>Kinds that no model that ships was trained on, to be taught to it; they have the class numbers after those of <see cref="All"/>.</summary>
    public static readonly IReadOnlyList<SceneKind> Further = Number(All.Count, new Kettle(), new Owl(), new Duck(), new Chainsaw(), new Typewriter(), new Alarm());

    /// <summary>The kind of that name, of <see cref="Further"/> as well.</summary>
    /// <exception cref="UserErrorException">There is none.</exception>
    public static SceneKind Named(string name) =>
        All.Concat(Further).FirstOrDefault(kind => string.Equals(kind.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new UserErrorException($"There is no kind of thing called '{name}'. There are: {string.Join(", ", All.Concat(Further))}.");

    private static SceneKind[] Number(int first, params SceneKind[] kinds)
    {
        for (var i = 0; i < kinds.Length; i++) kinds[i].Index = first + i;
        return kinds;
    }
}
