namespace DeepAvFusion.Inference.Regions;

/// <summary>How the sound of a region is found.</summary>
public enum RegionSounds
{
    /// <summary>As the separation was made for: pooled where its heads are detailed, by crops where they are as published.</summary>
    Auto,

    /// <summary>From the window's own pass: what is seen is averaged over the region, and the regions of a window share its energy with a rest.</summary>
    Pooled,

    /// <summary>By a second pass over the crop around each region.</summary>
    Crops,

    /// <summary>Not at all: regions share what belongs to the whole picture.</summary>
    Whole,
}
