using System.Text.Json;
using DeepAvFusion.Core;
using DeepAvFusion.Media.Drawing;
using DeepAvFusion.Model.Checkpoints;
using DeepAvFusion.Training.Checkpointing;
using DeepAvFusion.Training.Data;
using DeepAvFusion.Training.Numerics;
using DeepAvFusion.Training.Plots;
using DeepAvFusion.Training.Recipes;
using DeepAvFusion.Training.Schedules;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Trainers;

/// <summary>Trains by a recipe: accumulates, clips, schedules, saves, resumes. Every draw depends on seed and batch alone, so a resumed run goes on bit for bit on a CPU.</summary>
public sealed class Trainer
{
    private const int Shown = 4;                   // pictures for TensorBoard an evaluation
    private const float LetterSize = 14;           // pixels
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };
    private readonly Lock _drawing = new();
    private readonly Recipe _recipe;
    private readonly IReadOnlyList<Recipe> _others;
    private readonly SampleLoader _data;
    private readonly TrainingSettings _settings;
    private readonly RunFolder _folder;
    private readonly LearningRateSchedule _schedule;
    private IReadOnlyDictionary<string, double> _measures = new Dictionary<string, double>();
    private string? _lastGood;
    private double _loss = double.NaN;
    private int _overflows;

    /// <param name="others">The same recipe again, each with a network of its own, on whose device a share of the batches is worked off; empty for one network. They serve for that alone from then on.</param>
    /// <exception cref="UserErrorException">Settings are impossible; all problems are listed.</exception>
    public Trainer(Recipe recipe, SampleLoader data, TrainingSettings settings, RunFolder folder, IReadOnlyList<Recipe>? others = null)
    {
        (_recipe, _others, _data, _settings, _folder, _schedule) = (recipe, others ?? [], data, settings, folder, settings.Schedule());
        var accumulated = data.Batches < settings.BatchesPerStep
            ? new[] { $"an epoch of {data.Batches} batches never fills the {settings.BatchesPerStep} of a step (opt.accum_iter times env.ngpu)" } : [];
        var batches = data.BatchSize == settings.BatchSize ? Array.Empty<string>() : [$"the data come in batches of {data.BatchSize}, the settings say {settings.BatchSize}"];
        RecipeProblems.ThrowIfAny(recipe.Name, settings.Problems(recipe.Device), accumulated, batches);
    }

    private int StepsPerEpoch => _data.Batches / _settings.BatchesPerStep;

    /// <summary>Trains to the end, or until it is cancelled; then a checkpoint is written and the outcome says that it is not complete.</summary>
    /// <param name="resolved">All settings, for the run folder.</param>
    /// <param name="progress">Told after every step.</param>
    /// <exception cref="UserErrorException">Another training has the run folder, it cannot be written, no font is installed for its plots, or its checkpoint does not go with the settings.</exception>
    /// <exception cref="NonFiniteLossException">The loss became infinite or undefined.</exception>
    /// <exception cref="NonFiniteGradientException">The gradients did, however small the factor of the loss.</exception>
    public TrainingOutcome Run(object resolved, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        using var held = _folder.Hold();
        PlotFont.Require();
        try
        {
            return Train(resolved, progress, cancellation);
        }
        catch (Exception trouble) when (FileFault.Is(trouble))
        {
            throw Unwritable(trouble);
        }
    }

    private TrainingOutcome Train(object resolved, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var state = _settings.Resume && File.Exists(_folder.Latest)
            ? TrainingCheckpoint.Read(_folder.Latest, _recipe.Name, _recipe.Model, _recipe.Optimizer, _recipe.Description)
            : TrainingState.Start;
        if (state.Steps > 0) _lastGood = _folder.Latest;
        if (state.Batch % _settings.BatchesPerStep != 0 || state.Batch > _data.Batches)
            throw new UserErrorException($"{_folder.Latest} stands at batch {state.Batch} of an epoch, which does not go with {_settings.BatchesPerStep} accumulated batches of {_data.Batches}; go on with the settings it was made with, or give another job_name.");
        state = state with { Scale = _settings.FirstLossScale() is { } first ? state.Scale ?? first : null };
        RunFolder.Replace(_folder.Settings, JsonSerializer.Serialize(new { recipe = _recipe.Name, training = _settings, resolved }, Json));
        using var history = new TrainingHistory(_folder, state.Steps, _settings.WritesEvents);
        _loss = history.LastLoss;
        using var replicas = new ReplicaGroup(_recipe, _others);
        replicas.Spread();
        var clock = new RateClock(state.Steps, (long)StepsPerEpoch * _settings.Epochs, _settings.SamplesPerStep);
        while (state.Epoch < _settings.Epochs || IsUnfinished())
        {
            if (!IsUnfinished())
            {
                var before = state;
                state = Epoch(state, replicas, history, clock, progress, cancellation);
                history.Flush();
                Save(state);
                if (state.Epoch == before.Epoch) return Outcome(state, isComplete: false);
            }

            if (Finish(state, history, cancellation) is not { } finished) return Outcome(state, isComplete: false);
            state = finished;
            if (state.Epoch < _settings.Epochs && IsStopped(state, cancellation)) return Outcome(state, isComplete: false);
        }

        return Outcome(state, isComplete: true);

        bool IsUnfinished() => state is { Epoch: > 0, Batch: 0 } && state.Epoch > history.LastEpoch;         // a run was stopped while it was judged
    }

    private TrainingOutcome Outcome(TrainingState state, bool isComplete) => new(state, isComplete, _loss, _measures, _data.Report, _overflows);

    /// <returns>The next epoch's start, or where this one was stopped.</returns>
    private TrainingState Epoch(TrainingState state, ReplicaGroup replicas, TrainingHistory history, RateClock clock, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        replicas.Train();
        var (index, at, losses, parts, round) = (state.Batch, 0.0, 0.0, new Dictionary<string, double>(), new List<AvBatch>());
        if (index < StepsPerEpoch * _settings.BatchesPerStep)
        {
            foreach (var batch in _data.Read(state.Epoch, index, CancellationToken.None))
            {
                if (index % _settings.BatchesPerStep == 0)
                {
                    at = state.Epoch + (double)index / _data.Batches;
                    _recipe.Optimizer.SetRates(group => _schedule.At(at, group));
                }

                round.Add(batch);
                var isFull = ++index % _settings.BatchesPerStep == 0;
                if (!isFull && round.Count < replicas.Count) continue;
                losses += Backward(replicas, round, state, index - round.Count, parts);
                round.Clear();
                if (!isFull) continue;
                replicas.Gather();
                var norm = Step(state.Scale);
                replicas.Spread();
                _loss = losses / _settings.BatchesPerStep;
                foreach (var name in parts.Keys.ToArray()) parts[name] /= _settings.BatchesPerStep;
                if (state.Scale is { } scale) parts["amp_scale"] = scale.Factor;
                if (state.Scale is null && !double.IsFinite(norm)) throw new NonFiniteGradientException(null, state.Steps + 1, batch.Names, _lastGood);
                state = Next(state with { Batch = index, Steps = state.Steps + 1 }, norm, batch);
                history.Step(state.Steps, at, _schedule.At(at), _loss, norm, parts);
                progress?.Report(clock.Tick(state.Steps, state.Epoch + (double)index / _data.Batches, _loss, _schedule.At(at), norm, _data.Report.Waited));
                losses = 0;
                parts.Clear();
                if (index + _settings.BatchesPerStep > _data.Batches) break;       // what is left does not fill a step
                if (IsStopped(state, cancellation)) return state;
            }
        }

        return state with { Epoch = state.Epoch + 1, Batch = 0 };
    }

    private bool IsStopped(TrainingState state, CancellationToken cancellation) => cancellation.IsCancellationRequested || state.Steps >= _settings.StopAfterSteps;

    /// <summary>One batch on each replica.</summary>
    /// <returns>Sum of their losses.</returns>
    private double Backward(ReplicaGroup replicas, List<AvBatch> round, TrainingState state, int first, Dictionary<string, double> parts)
    {
        var (losses, own) = (new double[round.Count], round.ConvertAll(_ => new Dictionary<string, double>()));
        replicas.Each(round.Count, (i, recipe) => losses[i] = Backward(recipe, round[i], state, first + i, own[i]));
        foreach (var (name, part) in own.SelectMany(one => one)) parts[name] = parts.GetValueOrDefault(name) + part;
        return losses.Sum();
    }

    private double Backward(Recipe recipe, AvBatch batch, TrainingState state, int index, Dictionary<string, double> parts)
    {
        using var scope = NewDisposeScope();
        var loss = Forward(recipe, batch, new SampleDraw(_settings.Seed, state.Epoch, index, -1).Random(), parts);
        var value = loss.ToDouble();
        if (!double.IsFinite(value)) throw new NonFiniteLossException(value, state.Steps + 1, batch.Names, _lastGood);
        (state.Scale is { } scale ? loss * scale.Factor : loss).backward();
        return value;
    }

    /// <remarks>All replicas draw from one generator: where something is dropped, they pass forward one after the other, each from its own seed, and the same run draws the same.</remarks>
    private Tensor Forward(Recipe recipe, AvBatch batch, Random draw, Dictionary<string, double> parts)
    {
        using var mixed = Autocast.Enter(_settings.Precision, recipe.Device);
        if (!recipe.Drops) return Seeded();
        lock (_drawing) return Seeded();

        Tensor Seeded()
        {
            manual_seed(draw.NextInt64());
            return recipe.Loss(batch, draw, parts);
        }
    }

    /// <summary>One step, unless gradients are not finite: these are left out.</summary>
    /// <returns>Norm of the mean gradient.</returns>
    private double Step(LossScale? scale)
    {
        var (optimizer, factor) = (_recipe.Optimizer, 1.0 / (_settings.BatchesPerStep * (scale?.Factor ?? 1)));
        if (factor != 1) optimizer.ScaleGradients(factor);
        var norm = optimizer.GradientNorm();
        if (!double.IsFinite(norm))
        {
            optimizer.ZeroGradients();
            return norm;
        }

        if (_settings.ClipGradient is { } most && norm > most) optimizer.ScaleGradients(most / norm);
        optimizer.Step();
        optimizer.ZeroGradients();
        return norm;
    }

    /// <summary>The factor of the loss follows whether the gradients were finite.</summary>
    private TrainingState Next(TrainingState state, double norm, AvBatch batch)
    {
        if (state.Scale is not { } scale) return state;
        var isFinite = double.IsFinite(norm);
        if (!isFinite) _overflows++;
        var next = scale.After(isFinite);
        return next.IsHopeless ? throw new NonFiniteGradientException(scale.Factor, state.Steps, batch.Names, _lastGood) : state with { Scale = next };
    }

    /// <summary>Numbers the checkpoint and evaluates at the end of an epoch.</summary>
    /// <returns>Null when it was cancelled; the next run catches up on it.</returns>
    private TrainingState? Finish(TrainingState state, TrainingHistory history, CancellationToken cancellation)
    {
        var isLast = state.Epoch == _settings.Epochs;
        if (isLast || state.Epoch % _settings.SaveEvery == 0) Save(state, _folder.Numbered(state.Epoch));
        var isJudged = isLast || (state.Epoch - 1) % _settings.EvaluateEvery == 0;   // the first one, too, as published
        if (isJudged)
        {
            _recipe.Model.eval();
            try
            {
                _measures = _recipe.Evaluate(isLast, cancellation);
                if (_settings.WritesEvents && _recipe.Pictures is { } show) Show(show, state, history, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return null;
            }

            if (_measures.Count > 0 && _measures.First().Value > state.Best)
            {
                state = state with { Best = _measures.First().Value };
                Save(state, _folder.Best);
                Save(state);
            }
        }

        history.Epoch(state.Epoch, state.Steps, _loss, isJudged ? _measures : new Dictionary<string, double>());
        RunPlots.Write(_folder);
        return state;
    }

    private void Show(Action<string, int, LabelFont, CancellationToken> show, TrainingState state, TrainingHistory history, CancellationToken cancellation)
    {
        show(_folder.Pictures, Shown, LabelFont.Load(LetterSize), cancellation);
        history.Pictures(state.Steps, Directory.GetFiles(_folder.Pictures, "*.png").Order(StringComparer.Ordinal));
    }

    private void Save(TrainingState state, string? path = null)
    {
        try
        {
            TrainingCheckpoint.Write(path ?? _folder.Latest, _recipe.Name, _recipe.Model, _recipe.Optimizer, state, _recipe.Description);
        }
        catch (CheckpointException trouble)
        {
            throw Unwritable(trouble);
        }

        _lastGood = _folder.Latest;
    }

    private UserErrorException Unwritable(Exception trouble) =>
        new($"The run folder '{_folder.Root}' cannot be written: {FileFault.Text(trouble)}. {NonFiniteLossException.LastGood(_lastGood)}.", trouble);
}
