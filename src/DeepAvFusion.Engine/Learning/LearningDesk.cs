using Akka.Actor;
using Akka.Hosting;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Engine.Recall;
using DeepAvFusion.Inference.Teaching;
using DeepAvFusion.Training.Online;

namespace DeepAvFusion.Engine.Learning;

/// <summary>Where people teach: for the page, the API and whoever else. Thread-safe.</summary>
public sealed class LearningDesk
{
    private static readonly TimeSpan CommandPatience = TimeSpan.FromSeconds(10);

    private readonly LearningCore _core;
    private readonly IRequiredActor<TrainerActor> _trainer;
    private readonly LearningBoard _board;
    private readonly TimeProvider _time;

    internal LearningDesk(LearningCore core, RecallShelf recall, LearningBoard board, IRequiredActor<TrainerActor> trainer, TimeProvider time) =>
        (_core, Recall, _board, _trainer, _time) = (core, recall, board, trainer, time);

    public RecallShelf Recall { get; }

    public LearningStatus Status => _board.Now;

    /// <summary>What was taught so far.</summary>
    /// <exception cref="UserErrorException">It is not open, or cannot be.</exception>
    public OnlineLearning Taught => _core.Opened ?? throw new UserErrorException($"Nothing can be taught: {Status.Detail}");

    /// <exception cref="UserErrorException">The stretch is not remembered, or what is said of it cannot be kept.</exception>
    public async Task<LessonResult> TeachAsync(Lesson lesson, CancellationToken cancel)
    {
        var (taught, named) = (Taught, lesson.Event is { } id ? Find(lesson.Stream, id.Run, id.Number) : null);
        var (from, to) = named is null ? Stretch(lesson) : (named.From, named.To);
        var windows = Recall.Find(lesson.Stream, from, to);
        if (windows.Count == 0)
            throw new UserErrorException(Forgotten(lesson.Stream, from, to));
        var label = lesson.Kind == CorrectionKind.Nothing ? null : Correction.ValidLabel(lesson.Label);
        var group = lesson.Event is { } about ? FormattableString.Invariant($"event {about.Number}") : FormattableString.Invariant($"{from:O}..{to:O}");
        var correction = new Correction(lesson.Kind, label, lesson.Who, _time.GetUtcNow(), group) { Region = lesson.Region };
        var kept = await Task.Run(() => windows.Select(window => taught.Correct(correction, Teachable(window))).ToList(), cancel).ConfigureAwait(false);
        Recall.Take(lesson.Stream, windows);
        LearningMetrics.Count(taught);
        LearningMetrics.Corrections.WithLabels(SettingsReader.Dashed(lesson.Kind.ToString())).Inc();
        var trainer = await _trainer.GetAsync(cancel).ConfigureAwait(false);
        trainer.Tell(new TrainerProtocol.Taught(named is null ? null : lesson.Kind != CorrectionKind.Is || label != named.Label));
        var notes = kept.Select(one => one.Note).Where(note => note.Length > 0);
        if (lesson.Region is not null && !taught.Model.Layers.ContainsKey(TaughtLayer.SeenPatches)) notes = notes.Append("the region is kept; this model names no parts of a picture, so nothing is learnt from it");
        return new LessonResult(label, [.. kept.Select(one => one.Id).OfType<SampleId>()], windows.Count, [.. notes.Distinct()]);
    }

    /// <exception cref="UserErrorException">A version is on its way already.</exception>
    public Task FitAsync(string who, CancellationToken cancel) => CommandAsync(new TrainerProtocol.FitNow(who), cancel);

    /// <exception cref="UserErrorException">There is no such version, or its file is gone or changed.</exception>
    public Task PromoteAsync(int version, string who, CancellationToken cancel) => CommandAsync(new TrainerProtocol.Promote(version, who), cancel);

    /// <exception cref="UserErrorException">There is no such version, or its file is gone or changed.</exception>
    public Task RollBackAsync(int version, string who, CancellationToken cancel) => CommandAsync(new TrainerProtocol.RollBack(version, who), cancel);

    private async Task CommandAsync(object command, CancellationToken cancel)
    {
        var trainer = await _trainer.GetAsync(cancel).ConfigureAwait(false);
        if (await trainer.Ask<object>(command, CommandPatience, cancel).ConfigureAwait(false) is TrainerProtocol.Refused refused)
            throw new UserErrorException(refused.Why);
    }

    private RecalledEvent Find(StreamId stream, RunId run, long number) => Recall.Find(stream, run, number)
        ?? throw new UserErrorException(FormattableString.Invariant($"Event {number} of stream '{stream}' is not remembered any more; {Reach(stream)}."));

    private (DateTimeOffset From, DateTimeOffset To) Stretch(Lesson lesson)
    {
        if (lesson is not { From: { } from, To: { } to })
            throw new UserErrorException("Name an event, or a stretch by from and to.");
        if (to <= from)
            throw new UserErrorException(FormattableString.Invariant($"The stretch ends ({to:O}) before it begins ({from:O})."));
        return to - from <= Recall.Span ? (from, to) : throw new UserErrorException(FormattableString.Invariant(
            $"The stretch is {(to - from).TotalSeconds:0} s long; at most {Recall.Span.TotalSeconds:0} s are remembered (davf.learning.live.recall)."));
    }

    private static TaughtWindow Teachable(RecalledWindow window) =>
        window.Taught() ?? throw new UserErrorException("This model cannot be taught: its recognition has an encoder of its own.");

    private string Forgotten(StreamId stream, DateTimeOffset from, DateTimeOffset to) =>
        FormattableString.Invariant($"Nothing is remembered of stream '{stream}' from {from:u} to {to:u}; {Reach(stream)}.");

    private string Reach(StreamId stream) => Recall.Reach(stream) is { } reach
        ? FormattableString.Invariant($"it goes back to {reach.From:u} (davf.learning.live.recall)")
        : "only live streams are remembered, while they are analysed";
}
