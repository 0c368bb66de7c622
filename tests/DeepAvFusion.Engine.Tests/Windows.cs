using DeepAvFusion.Core;
using DeepAvFusion.Core.Buffers;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference;

namespace DeepAvFusion.Engine.Tests;

/// <summary>Small windows and results of them.</summary>
internal static class Windows
{
    public static readonly ModelIdentity Model = new("scripted", "seed:0", IsTrained: false);

    public static AvWindow Make(string stream, long index) => new()
    {
        Stream = new StreamId(stream),
        Run = new RunId(1),
        Index = index,
        Start = MediaTime.FromSeconds(index),
        Duration = TimeSpan.FromSeconds(3),
        CapturedAt = DateTimeOffset.UnixEpoch,
        Samples = Lease.Rent<float>(16),
        HasSound = true,
        Picture = null,
        Covered = TimeSpan.FromSeconds(3),
        Gap = TimeSpan.Zero,
        IsTail = false,
    };

    public static WindowResult Result() => new()
    {
        Model = Model,
        Scores = [],
        Level = new SoundLevel(SoundLevel.Floor, SoundLevel.Floor),
        Map = null,
        Regions = [],
        Mixture = Lease.Rent<float>(16),
        Times = StageTimes.None,
    };

    /// <summary>Whether a window's buffer has gone back to its pool.</summary>
    public static bool IsGivenBack(this AvWindow window)
    {
        try
        {
            return window.Samples.Span.Length < 0;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }
}
