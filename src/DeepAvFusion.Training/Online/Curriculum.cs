using System.Security.Cryptography;
using System.Text;
using DeepAvFusion.Inference.Teaching;

namespace DeepAvFusion.Training.Online;

/// <summary>What was said of all samples, put together window by window, and split into what is fitted to and what judges.</summary>
/// <remarks>Who corrects one window twice means the later word. Windows of one event, or of one stretch, are always on the same side.</remarks>
internal sealed class Curriculum
{
    private readonly GateSettings _gates;
    private readonly RefitSettings _refit;
    private readonly IReadOnlyList<Lesson> _reminders;

    private Curriculum(IReadOnlyList<string> labels, int known, IReadOnlyList<TaughtSample> samples, IReadOnlyList<Anchor> reminders, OnlineSettings settings)
    {
        _reminders = [.. reminders.Select(reminder => new TaughtSample([], "", null, reminder.Features, new Dictionary<int, bool>()).ToLesson(labels.Count, known))];
        (Labels, Known, _gates, _refit) = (labels, known, settings.Gates, settings.Refit);
        Taught = [.. samples.SelectMany(sample => sample.Said.Keys).Distinct().Order()];
        var held = HeldOutGroups(samples);
        Fitted = Balanced([.. samples.Where(sample => !held.Contains(sample.Group))]);
        HeldOut = [.. samples.Where(sample => held.Contains(sample.Group))];
    }

    /// <summary>Labels of the model and, after them, the new ones that enough was said of.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Number of the model's own labels.</summary>
    public int Known { get; }

    /// <summary>Numbers of the labels that something was said of.</summary>
    public IReadOnlyList<int> Taught { get; }

    /// <summary>What is fitted to.</summary>
    public IReadOnlyList<TaughtSample> Fitted { get; }

    /// <summary>What judges.</summary>
    public IReadOnlyList<TaughtSample> HeldOut { get; }

    /// <param name="known">Labels of the model.</param>
    /// <param name="kept">Corrections and reservoir with their features, oldest first.</param>
    /// <param name="reminders">Windows that came with the model to fit to beside them.</param>
    public static Curriculum Of(IReadOnlyList<string> known, IReadOnlyList<(SampleSummary Sample, WindowFeatures Features)> kept, IReadOnlyList<Anchor> reminders, OnlineSettings settings)
    {
        var enough = kept.Select(pair => pair.Sample).Where(sample => sample.Correction is { Kind: CorrectionKind.Is }).GroupBy(sample => sample.Correction!.Label!)
            .Where(label => !known.Contains(label.Key) && label.Select(sample => sample.Split).Distinct().Count() >= settings.DueGroups).Select(label => label.Key);
        var labels = known.Concat(enough.Order(StringComparer.Ordinal)).ToList();
        var numbers = labels.Select((label, number) => (label, number)).ToDictionary(pair => pair.label, pair => pair.number, StringComparer.Ordinal);
        var windows = kept.GroupBy(pair => (pair.Sample.Stream, pair.Sample.Run, pair.Sample.Start, IsCorrected: pair.Sample.Correction is not null))
            .Select(window => TaughtSample.Of([.. window], numbers, known.Count)).OfType<TaughtSample>().ToList();
        return new Curriculum(labels, known.Count, windows, reminders, settings);
    }

    /// <summary>Samples as they are learnt from, and the reminders.</summary>
    public IReadOnlyList<Lesson> Lessons(IEnumerable<TaughtSample> samples) => [.. samples.Select(sample => sample.ToLesson(Labels.Count, Known)), .. _reminders];

    /// <summary>Every few groups of a label judge: as many as the setting says, and one where there are enough to spare it. Which ones follows from their names and the seed alone.</summary>
    private HashSet<string> HeldOutGroups(IReadOnlyList<TaughtSample> samples)
    {
        var held = new HashSet<string>(StringComparer.Ordinal);
        foreach (var label in samples.GroupBy(sample => sample.First).OrderBy(label => label.Key))
        {
            var groups = label.Select(sample => sample.Group).Distinct().OrderBy(Draw).ToList();
            held.UnionWith(groups.Take((int)Math.Max(groups.Count > 1 && _gates.HeldOut > 0 ? 1 : 0, Math.Round(groups.Count * _gates.HeldOut))));
        }
        return held;
    }

    /// <summary>No label has many times more windows than the rarest of at least a few; the newest stay.</summary>
    private List<TaughtSample> Balanced(List<TaughtSample> samples)
    {
        var labels = samples.Where(sample => sample.First >= 0).GroupBy(sample => sample.First).ToList();
        if (labels.Count == 0) return samples;
        var most = (int)(Math.Max(labels.Min(label => label.Count()), 10) * _refit.Balance);
        var kept = labels.SelectMany(label => label.OrderByDescending(sample => sample.Newest.Number).Take(most)).ToHashSet();
        return [.. samples.Where(sample => sample.First < 0 || kept.Contains(sample))];
    }

    private string Draw(string group) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{_refit.Seed}/{group}"))));
}
