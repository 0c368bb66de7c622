namespace DeepAvFusion.Media.Sources;

/// <summary>The parts of what a source delivers.</summary>
public enum SourcePart
{
    Picture,
    Sound,
    Preview,
}
