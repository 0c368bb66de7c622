namespace DeepAvFusion.Core.Results;

/// <summary>Where a window's time went. Compute shares of a batch are divided evenly over its windows.</summary>
public sealed record StageTimes(TimeSpan Queue, TimeSpan Features, TimeSpan Encoder, TimeSpan Heads, TimeSpan Regions, TimeSpan Separation, TimeSpan Assembly)
{
    public static readonly StageTimes None = new(default, default, default, default, default, default, default);

    public TimeSpan Compute => Features + Encoder + Heads + Regions + Separation + Assembly;
}
