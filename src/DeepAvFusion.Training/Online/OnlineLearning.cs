using System.Diagnostics;
using DeepAvFusion.Core;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Inference.Teaching;

namespace DeepAvFusion.Training.Online;

/// <summary>Everything that learning from operators needs, kept in one folder: samples, fits, and versions with their judgements. Thread-safe; a fit runs beside everything else.</summary>
public sealed class OnlineLearning : IDisposable
{
    private const float Nothing = -30;      // a logit that scores nothing
    private const double ShortFit = 0.3;    // of the steps, where a fit only tells who agrees with whom

    private readonly Lock _gate = new();
    private readonly OnlineSettings _settings;
    private readonly TeachableModel _model;
    private readonly SampleStore _samples;
    private readonly VersionLibrary _versions;
    private readonly TimeProvider _time;
    private readonly AnchorSet _anchors;
    private readonly LearningFolder? _held;

    private OnlineLearning(OnlineSettings settings, TeachableModel model, TimeProvider time, LearningFolder? held)
    {
        (_settings, _model, _time, _held) = (settings, model, time, held);
        _samples = new SampleStore(settings, owns: held is not null);
        _versions = new VersionLibrary(settings, model, owns: held is not null);
        _anchors = AnchorFile.Read(model);
    }

    /// <summary>Opens what was learnt for a model.</summary>
    /// <param name="model">The model as it came.</param>
    /// <exception cref="UserErrorException">The folder cannot be used, or was used with another model.</exception>
    public static OnlineLearning Open(OnlineSettings settings, TeachableModel model, TimeProvider time)
    {
        var held = LearningFolder.Hold(settings.Folder);
        try
        {
            return new OnlineLearning(settings, model, time, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Opens it only to look into it, beside a program that learns.</summary>
    /// <exception cref="UserErrorException">The folder cannot be used.</exception>
    public static OnlineLearning Look(OnlineSettings settings, TeachableModel model) => new(settings, model, TimeProvider.System, held: null);

    /// <summary>The model as it came.</summary>
    public TeachableModel Model => _model;

    /// <summary>Number of the version in use; 0 as it came.</summary>
    public int Current { get { lock (_gate) return _versions.Current; } }

    /// <summary>Labels of the version in use.</summary>
    public IReadOnlyList<string> Labels { get { lock (_gate) return _versions.Find(_versions.Current)?.Labels ?? _model.Labels; } }

    /// <summary>All versions, newest first.</summary>
    public IReadOnlyList<ModelVersion> Versions { get { lock (_gate) return [.. _versions.All]; } }

    /// <summary>Samples that could not be read and take no part.</summary>
    public int Damaged { get { lock (_gate) return _samples.Damaged; } }

    /// <summary>Bytes that samples take on disk.</summary>
    public long Bytes { get { lock (_gate) return _samples.Bytes; } }

    /// <summary>Keeps what an operator says of a window. Of an event or a stretch each window is given, with the same group.</summary>
    /// <exception cref="UserErrorException">It cannot be kept: a label that is none, too many labels, a window without numbers, a full disk.</exception>
    public Corrected Correct(Correction correction, TaughtWindow window)
    {
        lock (_gate)
        {
            RequireRoom(correction);
            return _samples.Add(correction, window);
        }
    }

    /// <summary>Offers a window that nobody corrected to the reservoir; whether it was kept.</summary>
    /// <exception cref="UserErrorException">The disk is full.</exception>
    public bool Keep(TaughtWindow window)
    {
        lock (_gate) return _samples.Offer(window);
    }

    /// <summary>Samples, newest first.</summary>
    /// <param name="label">Only corrections about it; null for all.</param>
    /// <param name="before">Only those before it; null from the newest.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="isCorrected">Only corrections, or only the reservoir; null for both.</param>
    public IReadOnlyList<SampleSummary> Samples(string? label, SampleId? before, int most, bool? isCorrected)
    {
        lock (_gate)
        {
            return [.. _samples.All.Reverse().Where(sample => (before is not { } limit || sample.Id.Number < limit.Number)
                && (label is null || sample.Correction?.Label == label) && (isCorrected is not { } corrected || sample.Correction is not null == corrected)).Take(most)];
        }
    }

    /// <summary>One sample; null where there is none.</summary>
    public SampleSummary? Sample(SampleId id)
    {
        lock (_gate) return _samples.All.FirstOrDefault(sample => sample.Id == id);
    }

    /// <summary>The file of a sample's picture (JPEG or PNG); null where there is none.</summary>
    public string? PicturePath(SampleId id)
    {
        lock (_gate) return _samples.PicturePath(id);
    }

    /// <summary>The file of a sample's sound (WAV); null where there is none.</summary>
    public string? SoundPath(SampleId id)
    {
        lock (_gate) return _samples.SoundPath(id);
    }

    /// <summary>Deletes a sample with its media, so that no later version is fitted to it; false where there is none.</summary>
    public bool Delete(SampleId id)
    {
        lock (_gate) return _samples.Delete(id);
    }

    /// <summary>Takes over samples that were exported; those that are here already are left out.</summary>
    /// <returns>How many were taken.</returns>
    /// <exception cref="UserErrorException">There are none, or the disk is full.</exception>
    public int Import(string folder)
    {
        lock (_gate) return _samples.Import(SampleExport.Raw(folder));
    }

    /// <summary>Writes all corrections as a data set folder in VGGSound's layout, with everything needed to take them over again.</summary>
    /// <exception cref="UserErrorException">The folder holds something, or the disk is full.</exception>
    public Task<int> ExportAsync(string folder, CancellationToken cancellation) => new SampleExport(_samples, folder).WriteAsync(cancellation);

    /// <summary>Whether enough is new for a fit.</summary>
    /// <param name="why">One line, either way.</param>
    public bool IsDue(out string why)
    {
        lock (_gate)
        {
            var last = _versions.All.FirstOrDefault();
            var fitted = last is null ? [] : last.Samples.Concat(last.HeldOut).ToHashSet();
            var fresh = _samples.All.Count(sample => sample.Correction is not null && !fitted.Contains(sample.Id));
            if (fresh < _settings.Due)
            {
                why = $"{fresh} of {_settings.Due} new corrections";
                return false;
            }
            var left = last is null ? TimeSpan.Zero : last.MadeAt + _settings.Distance - _time.GetUtcNow();
            why = left > TimeSpan.Zero ? $"the last fit was less than {_settings.Distance} ago" : $"{fresh} new corrections";
            return left <= TimeSpan.Zero;
        }
    }

    /// <summary>Fits and judges a candidate. It is kept as a version and not in use until it is promoted. Takes seconds; nothing else waits for it.</summary>
    /// <exception cref="OperationCanceledException">It was stopped; nothing is kept of it.</exception>
    /// <exception cref="UserErrorException">The version cannot be written.</exception>
    public FitOutcome Fit(CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        var (parent, inUse, kept) = Snapshot();
        var whole = Curriculum.Of(_model.Labels, kept, _anchors.Reminders, _settings);
        if (whole.Taught.Count == 0) return new FitOutcome(null, "no label has been corrected in enough events yet");
        if (whole.Fitted.All(sample => sample.Who is null)) return new FitOutcome(null, "no correction is left to fit to");
        var quarantined = new Agreement(Refit(ShortFit), _model.Rule, whole, cancellation).Quarantined();
        var curriculum = quarantined.Count == 0 ? whole
            : Curriculum.Of(_model.Labels, [.. kept.Where(pair => pair.Sample.Correction is not { } said || quarantined.All(one => one.Who != said.Who))], _anchors.Reminders, _settings);
        var layers = Refit(1).Fit(curriculum.Labels.Count, curriculum.Taught, curriculum.Lessons(curriculum.Fitted), cancellation);
        var fitted = Stopwatch.GetElapsedTime(began);
        var disagreement = new Agreement(Refit(ShortFit), _model.Rule, curriculum, cancellation).Disagreement(curriculum.Fitted);
        var gates = new Gates(_settings.Gates, _anchors, _model).Judge(curriculum, layers, Aligned(inUse, curriculum.Labels), disagreement);
        cancellation.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var version = _versions.Add(
                new ModelVersion
                {
                    Number = _versions.Next,
                    Parent = parent,
                    MadeAt = _time.GetUtcNow(),
                    BaseSha256 = _model.Sha256,
                    Sha256 = "",
                    Seed = _settings.Refit.Seed,
                    Labels = curriculum.Labels,
                    NewLabels = [.. curriculum.Labels.Skip(_model.Labels.Count)],
                    Samples = [.. curriculum.Fitted.SelectMany(sample => sample.Ids).OrderBy(id => id.Number)],
                    HeldOut = [.. curriculum.HeldOut.SelectMany(sample => sample.Ids).OrderBy(id => id.Number)],
                    Quarantined = quarantined,
                    Gates = gates,
                    FitSeconds = fitted.TotalSeconds,
                    History = [],
                },
                layers);
            return new FitOutcome(version, Told(version));
        }
    }

    /// <summary>Where a file of whoever uses what is learnt lies, beside it.</summary>
    public string FileIn(string name) => Path.Combine(Path.GetFullPath(_settings.Folder), name);

    /// <summary>Where a version's model file is, which opens as any other model's does.</summary>
    public string FileOf(int number) => _versions.FileOf(number);

    /// <summary>Labels and weights of a version, for <see cref="Inference.IWindowAnalyzer.Teach"/>; null for version 0.</summary>
    /// <exception cref="UserErrorException">There is no such version, or its file is gone or changed.</exception>
    public TaughtWeights? Weights(int number)
    {
        lock (_gate) return number == 0 ? null : _versions.Weights(number);
    }

    /// <summary>Notes that a version is in use from now on.</summary>
    /// <exception cref="UserErrorException">There is no such version, or its file is gone or changed.</exception>
    public void Promote(int number, string who, string reason)
    {
        lock (_gate) _versions.Promote(number, who, reason, _time.GetUtcNow());
    }

    /// <summary>Notes that a candidate is not to be used: it did not hold on live windows.</summary>
    /// <exception cref="UserErrorException">There is no such version.</exception>
    public void Reject(int number, string who, string reason)
    {
        lock (_gate) _versions.Reject(number, who, reason, _time.GetUtcNow());
    }

    /// <summary>Scores of being heard of all labels, 0..1, as the analyzer would give them, from a window's features alone.</summary>
    /// <param name="weights">Null for those that the model came with.</param>
    public float[] Score(TaughtWeights? weights, WindowFeatures features)
    {
        var scores = TaughtScores.Of(_model.Rule, weights?.Layers ?? _model.Layers, [features]);
        return [.. Enumerable.Range(0, scores.GetLength(1)).Select(label => scores[0, label])];
    }

    /// <summary>Takes the version in use out of use, and goes back to another one; 0 is the model as it came.</summary>
    /// <exception cref="UserErrorException">There is no such version, or its file is gone or changed.</exception>
    public void RollBack(int number, string who, string reason)
    {
        lock (_gate) _versions.RollBack(number, who, reason, _time.GetUtcNow());
    }

    public void Dispose() => _held?.Dispose();

    private HeadRefit Refit(double share) =>
        new(_model, _settings.Refit with { Steps = Math.Max(1, (int)(_settings.Refit.Steps * share)) });

    /// <summary>All that a fit needs, as it is at one moment.</summary>
    private (int Parent, TaughtWeights InUse, IReadOnlyList<(SampleSummary Sample, WindowFeatures Features)> Kept) Snapshot()
    {
        lock (_gate)
        {
            var current = _versions.Current;
            return (current, current == 0 ? new TaughtWeights(0, _model.Sha256, _model.Labels, _model.Layers) : _versions.Weights(current), [.. _samples.All.ToList().Select(sample => (sample, Features: _samples.Features(sample.Id))).Where(pair => pair.Features is not null).Select(pair => (pair.sample, pair.Features!))]);
        }
    }

    /// <summary>Weights with the labels of others in their order; what they do not know scores nothing.</summary>
    private static Dictionary<TaughtLayer, LayerWeights> Aligned(TaughtWeights weights, IReadOnlyList<string> labels)
    {
        var places = labels.Select(label => weights.Labels.ToList().IndexOf(label)).ToList();
        return weights.Layers.ToDictionary(layer => layer.Key, layer => new LayerWeights(
            layer.Value.Width,
            [.. places.SelectMany(place => place < 0 ? new float[layer.Value.Width] : layer.Value.Weight.AsSpan(place * layer.Value.Width, layer.Value.Width).ToArray())],
            [.. places.Select(place => place < 0 ? Nothing : layer.Value.Bias[place])]));
    }

    private static string Told(ModelVersion version) => version.Passed
        ? $"version {version.Number} holds all gates: {version.Gates.First(gate => gate.Name == "gain").Note}"
        : $"version {version.Number} is rejected: {string.Join("; ", version.Gates.Where(gate => !gate.Holds).Select(gate => $"{gate.Name}: {gate.Note}"))}";

    private void RequireRoom(Correction correction)
    {
        if (correction.Kind != CorrectionKind.Is || correction.Label is not { } label || _model.Labels.Contains(label.Trim())) return;
        var taught = _samples.All.Select(sample => sample.Correction).Where(said => said?.Kind == CorrectionKind.Is).Select(said => said!.Label!).Except(_model.Labels).ToHashSet(StringComparer.Ordinal);
        if (!taught.Contains(label.Trim()) && taught.Count >= _settings.Labels)
            throw new UserErrorException($"{taught.Count} labels were taught already, as many as davf.learning.labels allows.");
    }
}
