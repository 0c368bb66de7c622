using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;

namespace DeepAvFusion.Training.Live;

/// <summary>What the analyzer told of a clip.</summary>
/// <param name="Windows">One a window, in order.</param>
/// <param name="Tracks">Every track, as long as the clip; silent where it does not exist.</param>
/// <param name="Events">Each event as it was told last.</param>
internal sealed record LiveAnswer(IReadOnlyList<AvAnalysis> Windows, IReadOnlyDictionary<TrackId, float[]> Tracks, IReadOnlyList<AvEvent> Events)
{
    /// <summary>Pictures of the windows, where they are wanted; the reader disposes them.</summary>
    public IReadOnlyList<PictureFrame> Pictures { get; init; } = [];

    public static LiveAnswer Of(IReadOnlyList<AvAnalysis> told, int samples)
    {
        var tracks = new Dictionary<TrackId, float[]>();
        foreach (var chunk in told.SelectMany(analysis => analysis.Audio))
        {
            if (!tracks.TryGetValue(chunk.Track, out var track)) tracks[chunk.Track] = track = new float[samples];
            var start = (int)chunk.Start.ToSample(AudioClock.Rate);
            chunk.Samples.AsSpan(0, Math.Min(chunk.Samples.Length, samples - start)).CopyTo(track.AsSpan(start));
        }

        var events = told.SelectMany(analysis => analysis.Events).GroupBy(one => one.Id).Select(news => news.Last());
        return new LiveAnswer([.. told.Where(analysis => !analysis.IsClosing)], tracks, [.. events]);
    }
}
