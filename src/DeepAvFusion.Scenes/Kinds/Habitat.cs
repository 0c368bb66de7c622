namespace DeepAvFusion.Scenes.Kinds;

/// <summary>Where a kind of thing is at home in a picture.</summary>
public enum Habitat
{
    Anywhere,
    Ground,
    Air,
}
