namespace DeepAvFusion.Training.Data;

/// <summary>Things in one picture and what sounds from each of them in the mixture; places that no thing takes are empty.</summary>
/// <param name="Masks">[<see cref="Most"/>, size, size] of 0 and 1: where each is seen.</param>
/// <param name="Sources">[<see cref="Most"/>, mel, time] mel power of what sounds from each; of a silent thing none.</param>
/// <param name="Rest">[1, mel, time] mel power of everything else in the mixture.</param>
public sealed record ObjectTask(float[] Masks, float[] Sources, float[] Rest)
{
    /// <summary>Places for things.</summary>
    public const int Most = 5;
}
