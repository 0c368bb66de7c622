using DeepAvFusion.Core;

namespace DeepAvFusion.Training.Live;

/// <summary>Clips of which it is known what they really show.</summary>
public interface ILiveClips
{
    /// <summary>How many there are.</summary>
    int Count { get; }

    /// <summary>One of them, from its beginning; the same on every call.</summary>
    /// <exception cref="UserErrorException">It cannot be read.</exception>
    LiveClip Open(int index, CancellationToken cancellation);
}

/// <summary>A clip with its truth.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Truth">Known whole once the last frame is taken.</param>
/// <param name="Frames">Pictures and sound in the order of time, for one reader, once.</param>
public sealed record LiveClip(string Name, LiveTruth Truth, IEnumerable<AvFrame> Frames);
