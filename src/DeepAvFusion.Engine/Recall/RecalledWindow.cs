using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Inference;
using DeepAvFusion.Inference.Assembly;
using DeepAvFusion.Inference.Teaching;
using DeepAvFusion.Training.Online;

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

    /// <summary>As a sample for teaching; null where the model cannot be taught.</summary>
    public TaughtWindow? Taught() => Traits.Features is not { } features ? null : new TaughtWindow
    {
        Stream = Facts.Stream,
        Run = Facts.Run,
        Start = Facts.Start,
        End = Facts.End,
        CapturedAt = Facts.CapturedAt,
        Model = Traits.Model,
        Scores = Traits.Scores,
        Features = features,
        Picture = Picture,
        Sound = Facts.HasSound ? Array.ConvertAll(Sound, sample => sample / 32767f) : default,
    };

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
/// <param name="Features">What the labels were scored from; null where the model cannot be taught.</param>
public sealed record WindowTraits(ModelIdentity Model, IReadOnlyList<LabelScore> Scores, WindowFeatures? Features)
{
    internal long Bytes => (Scores.Count * 64L) + (Features?.Size ?? 0);

    internal static WindowTraits Of(WindowResult result) => new(result.Model, result.Scores, result.Features);
}
