namespace DeepAvFusion.Media.Sources;

/// <summary>Sides of a source: what is to be seen and what is to be heard.</summary>
[Flags]
public enum SourceSides
{
    Picture = 1,
    Sound = 2,
    Both = Picture | Sound,
}
