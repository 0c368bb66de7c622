namespace DeepAvFusion.Training.Data.Indexing;

/// <summary>How the classes of a data set of folders are numbered.</summary>
public enum ClassNumbers
{
    /// <summary>By the sorted names of the classes that the set's list has, whatever lies beside their folders.</summary>
    List,

    /// <summary>By all that lies in clips/, sorted, as the original does: for its heads, which carry no names.</summary>
    Folders,
}
