using DeepAvFusion.Core;
using DeepAvFusion.Inference.Teaching;

namespace DeepAvFusion.Training.Online;

/// <summary>Corrections with the windows they are about, and windows nobody corrected, on disk. Bounded in number and bytes. Not thread-safe.</summary>
public sealed class SampleStore
{
    private const int TopScores = 32;

    private readonly OnlineSettings _settings;
    private readonly SampleFiles _files;
    private readonly string _lastFile;
    private readonly SortedDictionary<SampleId, SampleSummary> _samples = new(Comparer<SampleId>.Create((one, other) => one.Number.CompareTo(other.Number)));
    private readonly Dictionary<SampleId, float[]> _gists = [];
    private long _last;
    private long _seen;

    /// <exception cref="UserErrorException">The folder cannot be used.</exception>
    /// <param name="owns">Whether nobody else has the folder open, so that what a stop left behind can be cleared away.</param>
    public SampleStore(OnlineSettings settings, bool owns)
    {
        _settings = settings;
        _files = new SampleFiles(Path.Combine(settings.Folder, "samples"));
        _lastFile = Path.Combine(settings.Folder, "last-sample");
        var (samples, damaged) = _files.Read(owns);
        foreach (var sample in samples) _samples[sample.Id] = sample;
        Damaged = damaged;
        _last = Math.Max(Remembered(), samples.Count == 0 ? 0 : samples.Max(sample => sample.Id.Number));
        _seen = samples.Count(sample => sample.Correction is null);
    }

    /// <summary>Samples that could not be read and take no part.</summary>
    public int Damaged { get; private set; }

    /// <summary>Bytes on disk.</summary>
    public long Bytes => _samples.Values.Sum(sample => sample.Bytes);

    /// <summary>All samples, oldest first.</summary>
    public IReadOnlyCollection<SampleSummary> All => _samples.Values;

    /// <summary>Keeps a correction of one window.</summary>
    /// <exception cref="UserErrorException">The label or the window cannot be kept.</exception>
    public Corrected Add(Correction correction, TaughtWindow window)
    {
        correction = correction.Checked();
        var gist = Gist.Of(window.Features) ?? throw new UserErrorException("The features of the window are no numbers; such a window teaches nothing.");
        var alike = _samples.Values.Where(sample => sample.Correction is not null).Select(sample => (sample, Cosine: Gist.Cosine(gist, GistOf(sample.Id)))).Where(pair => pair.Cosine >= _settings.Duplicate).Select(pair => pair.sample).ToList();
        if (alike.Find(sample => sample.Correction!.Kind == correction.Kind && sample.Correction.Label == correction.Label) is { } same)
            return new Corrected(null, $"it is like {same.Id}, of which the same was said");
        var contradicted = alike.Where(sample => Contradicts(sample.Correction!, correction)).ToList();
        var kept = Keep(correction, window, gist);
        Shrink();
        return new Corrected(kept.Id, contradicted.Count == 0 ? "" : $"it contradicts {string.Join(", ", contradicted.Select(sample => sample.Id))}; the later word counts, both are kept");
    }

    /// <summary>Keeps an unflagged window, without its picture and sound, if its turn comes: every window ever offered has the same chance to be among those kept.</summary>
    /// <returns>Whether it is kept.</returns>
    public bool Offer(TaughtWindow window)
    {
        if (_settings.Reservoir == 0 || Gist.Of(window.Features) is not { } gist) return false;
        _seen++;
        var kept = _samples.Values.Where(sample => sample.Correction is null).Select(sample => sample.Id).ToList();
        if (kept.Count >= _settings.Reservoir)
        {
            var place = Random.Shared.NextInt64(_seen);
            if (place >= kept.Count) return false;
            Delete(kept[(int)place]);
        }
        Keep(null, window with { Picture = default, Sound = default }, gist);       // nobody asked for them to be kept
        Shrink();
        return true;
    }

    /// <summary>Deletes a sample and its media; false where there is none. Its number is never another's.</summary>
    public bool Delete(SampleId id)
    {
        if (id.Number == _last) File.WriteAllText(_lastFile, id.ToString());
        if (!_samples.Remove(id)) return false;
        _gists.Remove(id);
        _files.Delete(id);
        return true;
    }

    /// <summary>Features of a sample; null, counted and left out from now on where they are damaged.</summary>
    public WindowFeatures? Features(SampleId id)
    {
        if (_files.ReadFeatures(id) is { } features) return features;
        if (_samples.Remove(id)) Damaged++;
        return null;
    }

    /// <summary>The picture's file; null where there is none.</summary>
    public string? PicturePath(SampleId id) => _files.PicturePath(id);

    /// <summary>The sound's file; null where there is none.</summary>
    public string? SoundPath(SampleId id) => _files.SoundPath(id);

    /// <summary>Takes over samples of another folder, such as an export's, in their order; those that are here already, and damaged ones, are left out.</summary>
    /// <returns>How many were taken.</returns>
    /// <exception cref="UserErrorException">The disk is full, or the folder is not there.</exception>
    public int Import(string folder)
    {
        if (!Directory.Exists(folder)) throw new UserErrorException($"There is no folder '{folder}'.");
        var (other, taken) = (new SampleFiles(folder), 0);
        foreach (var sample in other.Read(sweeps: false).Samples.Where(sample => !_samples.Values.Any(own => own with { Id = sample.Id, Scores = sample.Scores } == sample)))
        {
            if (other.ReadFeatures(sample.Id) is null) continue;
            var kept = _files.Take(other, sample, sample.Id.Number > _last ? sample.Id : new SampleId(_last + 1));
            _last = Math.Max(_last, kept.Id.Number);
            _samples[kept.Id] = kept;
            taken++;
        }
        Shrink();
        return taken;
    }

    /// <summary>Copies all samples into a folder, from which they can be taken over again.</summary>
    /// <exception cref="UserErrorException">The disk is full.</exception>
    public void Export(string folder)
    {
        var other = new SampleFiles(folder);
        foreach (var sample in _samples.Values) other.Take(_files, sample, sample.Id);
    }

    private SampleSummary Keep(Correction? correction, TaughtWindow window, float[] gist)
    {
        var sample = _files.Write(
            new SampleSummary
            {
                Id = new SampleId(++_last),
                Correction = correction,
                Stream = window.Stream.Value,
                Run = window.Run.Value,
                Start = window.Start.Seconds,
                End = window.End.Seconds,
                CapturedAt = window.CapturedAt,
                Model = window.Model,
                Scores = [.. window.Scores.OrderByDescending(score => score.Score).Take(TopScores)],
                HasPicture = window.Picture.Length > 0,
                HasSound = window.Sound.Length > 0,
            },
            window);
        _samples[sample.Id] = sample;
        _gists[sample.Id] = gist;
        return sample;
    }

    /// <summary>The newest number of a sample that was deleted; 0 for none.</summary>
    private long Remembered()
    {
        try
        {
            return File.Exists(_lastFile) && SampleId.TryParse(File.ReadAllText(_lastFile).Trim(), out var id) ? id.Number : 0;
        }
        catch (Exception trouble) when (FileFault.Is(trouble))
        {
            return 0;
        }
    }

    /// <summary>Too many, or too large: the oldest of the label that has most goes.</summary>
    private void Shrink()
    {
        while (_samples.Values.Count(sample => sample.Correction is not null) > _settings.Samples || (Bytes > _settings.Bytes && _samples.Count > 1))
        {
            var most = _samples.Values.Where(sample => sample.Correction is not null || Bytes > _settings.Bytes)
                .GroupBy(sample => sample.Correction is { } said ? $"{said.Kind} {said.Label}" : "").MaxBy(group => group.Count())!;
            Delete(most.First().Id);
        }
    }

    private float[] GistOf(SampleId id)
    {
        if (_gists.TryGetValue(id, out var gist)) return gist;
        return _gists[id] = (_files.ReadFeatures(id) is { } features ? Gist.Of(features) : null) ?? [];
    }

    /// <summary>The same window cannot be a label and not be it, nor be something and be nothing.</summary>
    internal static bool Contradicts(Correction one, Correction other) => one.Kind != other.Kind && (one.Kind == CorrectionKind.Nothing || other.Kind == CorrectionKind.Nothing
        ? one.Kind == CorrectionKind.Is || other.Kind == CorrectionKind.Is
        : one.Label == other.Label);
}
