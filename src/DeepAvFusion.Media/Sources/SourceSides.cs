namespace DeepAvFusion.Media.Sources;

/// <summary>Which sides of a source are asked for.</summary>
[Flags]
internal enum SourceSides
{
    Picture = 1,
    Sound = 2,
    Both = Picture | Sound,
}
