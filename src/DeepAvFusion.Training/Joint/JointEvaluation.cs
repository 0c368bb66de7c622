using DeepAvFusion.Model.Features;
using DeepAvFusion.Model.Joint;
using DeepAvFusion.Scenes.Sampling;
using DeepAvFusion.Training.Data.Scenes;
using DeepAvFusion.Training.Evaluation;
using DeepAvFusion.Training.Metrics.Separation;
using DeepAvFusion.Training.Recipes;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Joint;

/// <summary>Judges a joint model on windows of the synthetic world that nobody trained with.</summary>
public sealed class JointEvaluation
{
    private const int MostTriesPerPair = 60;
    private readonly JointModel _model;
    private readonly Device _device;
    private readonly JointEvaluationSettings _settings;
    private readonly SceneSettings _scenes;
    private readonly SceneClipFeatures _features;
    private long _judged;

    /// <param name="scenes">What windows are made of; picture and length follow the encoder.</param>
    /// <exception cref="Core.UserErrorException">Settings are impossible; all problems are listed.</exception>
    public JointEvaluation(JointModel model, Device device, JointEvaluationSettings settings, SceneSettings? scenes = null)
    {
        RecipeProblems.ThrowIfAny("evaluation", settings.Problems());
        var encoder = model.Config.Encoder;
        (_model, _device, _settings, _features) = (model, device, settings, new SceneClipFeatures(encoder));
        _scenes = SceneClipFeatures.Fitting(encoder, scenes ?? new SceneSettings());
    }

    /// <summary>Windows and pairs that are judged so far; may be asked from another thread.</summary>
    public long Judged => Interlocked.Read(ref _judged);

    /// <summary>Windows and pairs to judge.</summary>
    public long ToJudge => _settings.Windows + _settings.Silences + _settings.Pairs;

    /// <summary>Runs everything; the model is left in evaluation.</summary>
    public JointScores Run(CancellationToken cancellation)
    {
        _model.eval();
        var tally = new JointTally(_model.Config.Labels.Count);
        Whole(_scenes, _settings.Windows, _settings.Seed, tally.Add, cancellation);
        Whole(_scenes with { SilenceChance = 1 }, _settings.Silences, _settings.Seed + 1, tally.AddSilence, cancellation);
        var (separated, mixture, oracle) = Separate(cancellation);
        return tally.Scores(separated, mixture, oracle);
    }

    /// <summary>Recognises and segments whole windows.</summary>
    private void Whole(SceneSettings scenes, int windows, long seed, Action<SceneClip, JointAnswer> take, CancellationToken cancellation)
    {
        var sampler = new SceneSampler(scenes, seed);
        for (var start = 0; start < windows; start += _settings.BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            var clips = Enumerable.Range(start, Math.Min(_settings.BatchSize, windows - start)).Select(index => sampler.Sample(index)).ToArray();
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            using var encoded = _model.Encode([.. clips.Select(_features.Picture)], [.. clips.Select(clip => _features.Spectrogram(clip.Mixture))], _device);
            var logits = encoded.Recognise();
            var (heard, audio, seen) = ((encoded.Heard() ?? logits.Fusion).ToNumbers(), logits.Audio.ToNumbers(), (encoded.Seen() ?? logits.Image).ToNumbers());
            var maps = encoded.Segment().ToNumbers();
            var (classes, pixels) = (_model.Config.Labels.Count, maps.Length / clips.Length);
            for (var i = 0; i < clips.Length; i++)
                take(clips[i], new JointAnswer(Row(heard, i, classes), Row(audio, i, classes), Row(seen, i, classes), Row(maps, i, pixels)));
            Interlocked.Add(ref _judged, clips.Length);
        }
    }

    private (List<SeparationScores> Separated, List<SeparationScores> Mixture, List<SeparationScores> Oracle) Separate(CancellationToken cancellation)
    {
        var (separated, mixture, oracle) = (new List<SeparationScores>(), new List<SeparationScores>(), new List<SeparationScores>());
        var sampler = new SceneSampler(_scenes with { SilenceChance = 0, EmptyChance = 0, OffScreenChance = 0, MostThings = Math.Max(2, _scenes.MostThings), MostSounds = 2 }, _settings.Seed + 2);
        var found = 0;
        for (var index = 0L; found < _settings.Pairs && index < (long)_settings.Pairs * MostTriesPerPair; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            var clip = sampler.Sample(index);
            var sources = clip.Sources.Where(source => source.IsHeard).ToArray();
            if (sources.Length != 2 || !sources.All(source => source.IsSeen)) continue;
            var tracks = sources.Select(source => source.Track!).ToArray();
            var estimates = Estimates(clip, sources);
            if (!BssReferences.CanJudge([.. tracks, .. estimates])) continue;
            var truth = new BssReferences(tracks);
            separated.AddRange(truth.Compare(estimates));
            mixture.AddRange(truth.Compare(SeparationBaselines.Mixture(clip.Mixture, 2)));
            oracle.AddRange(truth.Compare(SeparationBaselines.IdealRatio(clip.Mixture, tracks)));
            found++;
            Interlocked.Increment(ref _judged);
        }

        return (separated, mixture, oracle);
    }

    /// <summary>One waveform a source.</summary>
    private float[][] Estimates(SceneClip clip, SceneSource[] sources)
    {
        var shared = JointShares.Of(_model, _features, clip, sources, _settings.Margin, _device);
        var waveforms = new float[sources.Length * clip.Mixture.Length];
        SpectrogramMasking.Separate(clip.Mixture, shared, _model.Config.Encoder.Audio.Input.Height, waveforms);
        return [.. waveforms.Chunk(clip.Mixture.Length)];
    }

    private static float[] Row(float[] rows, int row, int length) => rows.AsSpan(row * length, length).ToArray();
}
