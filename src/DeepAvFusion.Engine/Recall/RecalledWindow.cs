using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference;
using DeepAvFusion.Inference.Assembly;

namespace DeepAvFusion.Engine.Recall;

/// <summary>A window as it is remembered: all that teaching needs of it.</summary>
/// <param name="Picture">JPEG of the analysed picture; null where there was none.</param>
/// <param name="Sound">Mono 16-bit samples at <see cref="AudioClock.Rate"/>.</param>
public sealed record RecalledWindow(WindowFacts Facts, byte[]? Picture, short[] Sound, WindowTraits Traits)
{
    /// <summary>Wall time of its first sample.</summary>
    public DateTimeOffset From => Facts.CapturedAt - (Facts.End - Facts.Start);

    /// <summary>Wall time of its end.</summary>
    public DateTimeOffset To => Facts.CapturedAt;

    internal long Bytes => (Picture?.Length ?? 0) + (Sound.Length * sizeof(short)) + Traits.Bytes;

    /// <summary>Whether enough of a stretch lies within it: half of the window, or half of the stretch where that is shorter.</summary>
    internal bool Holds(DateTimeOffset from, DateTimeOffset to)
    {
        var shared = (to < To ? to : To) - (from > From ? from : From);
        var length = to - from < To - From ? to - from : To - From;
        return shared >= length / 2;
    }
}

/// <summary>What the network said of a window.</summary>
/// <param name="Scores">Every label's, in the model's order.</param>
/// <param name="Embedding">What the window is like as a whole; null where the model does not tell.</param>
public sealed record WindowTraits(ModelIdentity Model, IReadOnlyList<LabelScore> Scores, SoundLevel Level, float[]? Embedding)
{
    internal long Bytes => (Scores.Count * 64L) + ((Embedding?.Length ?? 0) * sizeof(float));

    internal static WindowTraits Of(WindowResult result) => new(result.Model, result.Scores, result.Level, result.Embedding);
}
