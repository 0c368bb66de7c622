using Akka.Actor;
using DeepAvFusion.Core;
using DeepAvFusion.Inference.Teaching;
using static DeepAvFusion.Engine.Learning.TrainerProtocol;

namespace DeepAvFusion.Engine.Learning;

/// <summary>What watches the version in use, and takes it back.</summary>
internal sealed partial class TrainerActor
{
    /// <summary>What the version in use took the place of; the model as it came where its file is gone.</summary>
    private TaughtWeights? Former()
    {
        try
        {
            return _learner.Weights(_learner.Before);
        }
        catch (UserErrorException)
        {
            return null;
        }
    }

    private void Watch(DateTimeOffset since)
    {
        _watch = new VersionWatch(_parts.Settings.Watch, new VersionComparison(_learner.Labels, _learner.Corrected, _parts.On), _ages.High, _judged);
        _watchedUntil = since + _parts.Settings.Watch.Time;
    }

    /// <summary>Watches what is in use, beside the version before it.</summary>
    private void Serve(Seen seen)
    {
        _ages.Add(seen.Age);
        if (_watch is null || _parts.Served.All is not { } weights)
            return;
        _watch.Add(_learner.Score(_before, seen.Features), _learner.Score(weights, seen.Features), seen.Age);
        if (_watch.Trouble() is { } trouble)
            Command(() => TakeBack(_before?.Version ?? 0, trouble.Trigger, Itself, trouble.Why));
    }

    private void Count(Began began)
    {
        var now = _parts.Time.GetUtcNow();
        _hours.Add(began.Label, now);
        if (_watch is not null && _parts.Settings.Watch.Hourly is > 0 and var most && _hours.TooOften(_learner.Corrected, now, most) is { } often)
            Command(() => TakeBack(_before?.Version ?? 0, RollbackTrigger.Rate, Itself, FormattableString.Invariant($"'{often.Label}' began {often.Count} times in ten minutes, where {often.Usual:0.0} times are usual at this hour")));
    }

    private void Note(Taught taught)
    {
        if (taught.Rejected is { } rejected)
        {
            if (_watch is { } watch)
                watch.Judge(rejected);
            else
                _judged.Add(rejected);
        }
        if (_parts.Board.Now.Phase is TrainerPhase.Idle or TrainerPhase.Collecting or TrainerPhase.Watching or TrainerPhase.RolledBack)
            Self.Tell(new Look());
    }

    private void Failed(TaughtWeights weights, string why)
    {
        if (weights == _candidate)
            Drop($"a pass with it failed: {why}");
        else if (weights.Version == _learner.Current)
            Command(() => TakeBack(_before is { } before && before.Version != weights.Version ? before.Version : 0, RollbackTrigger.Failure, Itself, $"a pass with it failed: {why}"));
    }
}
