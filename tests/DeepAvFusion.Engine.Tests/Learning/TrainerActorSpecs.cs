using Akka.Actor;
using Akka.Pattern;
using DeepAvFusion.Core;
using DeepAvFusion.Engine.Inference;
using DeepAvFusion.Engine.Learning;
using DeepAvFusion.Engine.Recall;
using DeepAvFusion.Inference.Teaching;
using DeepAvFusion.Training.Online;
using static DeepAvFusion.Engine.Learning.TrainerProtocol;

namespace DeepAvFusion.Engine.Tests.Learning;

/// <summary>The trainer's way from a correction to a version in use and back, over a stand-in for what was taught.</summary>
public sealed class TrainerActorSpecs : ActorSpecs
{
    private static readonly StreamId Yard = new("yard");
    private static readonly WindowFeatures Features = new(new Dictionary<TaughtLayer, FeatureRows>());

    private readonly ScriptedLearner _learner = new();
    private readonly ServedVersions _served = new();
    private LearningBoard _board = null!;
    private int _opened;

    [Fact]
    public void A_candidate_goes_through_shadow_and_canary_before_all_streams_use_it()
    {
        var trainer = Start("shadow.windows=3", "canary.share=0.5", "canary.time=1 minute");
        _learner.Due = true;
        See(TrainerPhase.Shadow);
        Assert.Null(_served.All);
        Show(trainer, 3);
        See(TrainerPhase.Canary);
        Assert.Equal((1, 0), (_served.Of(Door)?.Version ?? 0, _served.Of(Yard)?.Version ?? 0));
        Assert.Equal(["door"], _board.Now.Canaries);
        Pass(TimeSpan.FromMinutes(1));
        Until(() => _served.Of(Yard)?.Version == 1 && _learner.Current == 1);
        See(TrainerPhase.Watching);
    }

    [Fact]
    public void Canaries_are_over_when_enough_events_began_on_them()
    {
        var trainer = Start("shadow.windows=0", "canary.time=24h", "canary.events=3");
        _learner.Due = true;
        See(TrainerPhase.Canary);
        for (var i = 0; i < 2; i++)
            trainer.Tell(new Began(Door, "dog"));
        for (var i = 0; i < 5; i++)
            trainer.Tell(new Began(Yard, "dog"));
        Settle(trainer);
        Assert.Equal(TrainerPhase.Canary, _board.Now.Phase);
        trainer.Tell(new Began(Door, "bell"));
        Until(() => _learner.Current == 1);
    }

    [Fact]
    public void A_candidate_whose_gates_do_not_hold_is_never_served()
    {
        Start("shadow.windows=0", "canary.time=0s");
        _learner.Fitting = learner => learner.Candidate(holds: false);
        _learner.Due = true;
        Until(() => !_learner.Due && _board.Now.Phase == TrainerPhase.Idle);
        Assert.Equal((0, ""), (_learner.Current, _learner.Changes));
        Assert.Null(_served.All);
    }

    [Fact]
    public void A_fit_that_fails_is_one_line_and_the_next_one_is_made()
    {
        Start("shadow.windows=0", "canary.time=0s");
        _learner.Fitting = _ => throw new UserErrorException("The disk is full.");
        _learner.Due = true;
        Until(() => _board.Now.LastFailure == "The disk is full.");
        _learner.Fitting = learner => learner.Candidate(holds: true);
        _learner.Due = true;
        Until(() => _learner.Current == 1);
    }

    [Fact]
    public void What_nothing_could_be_fitted_to_is_not_tried_again_until_more_was_taught()
    {
        var trainer = Start("shadow.windows=0", "canary.time=0s");
        var fits = 0;
        (_learner.Due, _learner.Fresh, _learner.Fitting) = (true, 4, learner =>
        {
            (fits, learner.Due) = (fits + 1, true);
            return new FitOutcome(null, "no label was corrected in enough events");
        }
        );
        Until(() => _board.Now.LastFailure == "no label was corrected in enough events" && _board.Now.Phase == TrainerPhase.Collecting);
        for (var look = 0; look < 10; look++)
        {
            Pass(TimeSpan.FromMinutes(1));
            Settle(trainer);
        }
        Assert.Equal(1, fits);
        _learner.Fresh = 5;
        Until(() => Volatile.Read(ref fits) == 2);
    }

    [Fact]
    public void A_candidate_that_tells_other_things_where_nobody_asked_for_it_is_dropped_in_the_shadow()
    {
        var trainer = Start("shadow.windows=4");
        _learner.Scoring = version => version == 1 ? [0.1f, 0.1f] : [0.9f, 0.1f];
        _learner.Due = true;
        See(TrainerPhase.Shadow);
        Show(trainer, 4);
        Until(() => _learner.Changes == "1 rejected");
        Assert.Contains("other labels", _board.Now.LastFailure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_canary_that_begins_to_tell_other_things_gives_its_streams_back()
    {
        var trainer = Start("shadow.windows=4", "canary.time=1 hour");
        _learner.Due = true;
        See(TrainerPhase.Shadow);
        Show(trainer, 4);
        See(TrainerPhase.Canary);
        Assert.Equal(1, _served.Of(Door)?.Version);
        _learner.Scoring = version => version == 1 ? [0.1f, 0.1f] : [0.9f, 0.1f];
        Show(trainer, 8);
        Until(() => _learner.Changes == "1 rejected" && _served.Of(Door) is null);
    }

    [Fact]
    public void What_was_corrected_may_change_in_the_shadow()
    {
        var trainer = Start("shadow.windows=30", "canary.time=0s");
        _learner.Scoring = version => version == 1 ? [0.9f, 0.9f] : [0.9f, 0.1f];
        _learner.Due = true;
        See(TrainerPhase.Shadow);
        Show(trainer, 30);
        Until(() => _learner.Current == 1);
    }

    [Fact]
    public void Scores_that_are_no_numbers_end_a_candidate_with_the_first_window()
    {
        var trainer = Start("shadow.windows=1000");
        _learner.Scoring = version => version == 1 ? [float.NaN, 0] : [0.9f, 0.1f];
        _learner.Due = true;
        See(TrainerPhase.Shadow);
        Show(trainer, 1);
        Until(() => _learner.Changes == "1 rejected");
    }

    [Fact]
    public void A_version_whose_pass_failed_is_rolled_back_and_a_canary_is_dropped()
    {
        var trainer = Start("shadow.windows=0", "canary.time=1 hour", "canary.share=1");
        _learner.Due = true;
        See(TrainerPhase.Canary);
        Assert.Null(_served.Withdraw(_served.Of(Door)!, "no numbers"));
        Until(() => _learner.Changes == "1 rejected" && _served.Of(Door) is null);
        trainer.Tell(new Promote(_learner.Make(2).Version, "anna"), TestActor);
        ExpectMsg<Done>();
        Assert.Null(_served.Withdraw(_served.All!, "no numbers"));
        Until(() => _learner.Current == 0);
        See(TrainerPhase.RolledBack);
        Assert.EndsWith("2 promoted by anna, back to 0 by trainer", _learner.Changes, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_that_tells_labels_far_more_often_than_the_one_before_is_rolled_back()
    {
        var trainer = Promoted("watch.rate=3");
        _learner.Scoring = version => version == 1 ? [0.9f, 0.1f] : [0.1f, 0.1f];
        Show(trainer, VersionComparison.FewestTold);
        Until(() => _learner.Changes.EndsWith("back to 0 by trainer", StringComparison.Ordinal));
        Assert.Contains("'dog'", _board.Now.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_of_which_operators_reject_more_is_rolled_back()
    {
        var trainer = Start("watch.judged=4", "watch.rejections=0.2");
        Judge(trainer, false, false, false, true);
        trainer.Tell(new Promote(_learner.Make(1).Version, "anna"), TestActor);
        ExpectMsg<Done>();
        Judge(trainer, true, false, true, true);
        Show(trainer, 1);
        Until(() => _learner.Current == 0);
        Assert.Contains("operators reject", _board.Now.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_with_which_results_come_late_is_rolled_back()
    {
        var trainer = Start("watch.age=2");
        Show(trainer, 10, age: 1);
        trainer.Tell(new Promote(_learner.Make(1).Version, "anna"), TestActor);
        ExpectMsg<Done>();
        Show(trainer, 100, age: 3);
        Until(() => _learner.Current == 0);
        Assert.Contains("age of results", _board.Now.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_gives_way_when_its_time_is_over()
    {
        Promoted("return-after=1h");
        _learner.Since = Time.GetUtcNow();
        Pass(TimeSpan.FromHours(2));
        Until(() => _learner.Current == 0);
    }

    [Fact]
    public void The_version_in_use_before_a_stop_is_used_again_and_a_candidate_goes_on()
    {
        _learner.Make(1);
        _learner.Promote(1, "anna", "");
        _learner.Pending = _learner.Make(2).Version;
        Start("shadow.windows=5");
        See(TrainerPhase.Shadow);
        Assert.Equal((1, 2), (_served.All!.Version, _board.Now.Candidate));
    }

    [Fact]
    public void The_version_in_use_before_a_stop_is_watched_on_until_its_time_is_over()
    {
        _learner.Make(1);
        _learner.Make(2);
        _learner.Promote(2, "anna", "");
        (_learner.Before, _learner.Since) = (1, Time.GetUtcNow());
        var trainer = Start("watch.rate=3", "watch.time=1h");
        See(TrainerPhase.Watching);
        _learner.Scoring = version => version == 2 ? [0.9f, 0.1f] : [0.1f, 0.1f];
        Show(trainer, VersionComparison.FewestTold);
        Until(() => _learner.Changes.EndsWith("back to 1 by trainer", StringComparison.Ordinal));
    }

    [Fact]
    public void A_label_that_was_corrected_and_is_told_far_more_often_than_usual_at_the_hour_takes_its_version_back()
    {
        var trainer = Start("watch.hourly=3", "watch.time=24h");
        for (var day = 0; day < 3; day++)
        {
            for (var i = 0; i < 6; i++)
                trainer.Tell(new Began(Door, "bell"));
            Settle(trainer);
            Pass(TimeSpan.FromDays(1));
        }
        trainer.Tell(new Promote(_learner.Make(1).Version, "anna"), TestActor);
        ExpectMsg<Done>();
        for (var i = 0; i < 30; i++)
            trainer.Tell(new Began(Door, "dog"));
        Settle(trainer);
        Assert.Equal(1, _learner.Current);                                              // nobody corrected it: it is compared on the same windows
        for (var i = 0; i < 30; i++)
            trainer.Tell(new Began(Door, "bell"));
        Until(() => _learner.Current == 0);
        Assert.Contains("'bell' began", _board.Now.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_file_of_the_version_in_use_is_gone_the_model_is_used_as_it_came_and_that_is_told()
    {
        _learner.Make(1);
        _learner.Promote(1, "anna", "");
        _learner.Gone = "The file of version 1 is gone.";
        Start();
        Assert.Null(_served.All);
        Assert.Equal("The file of version 1 is gone.", _board.Now.LastFailure);
    }

    [Fact]
    public void Commands_are_refused_with_a_line_where_they_cannot_be_done()
    {
        var trainer = Start("shadow.windows=5");
        trainer.Tell(new Promote(7, "anna"), TestActor);
        Assert.Equal("There is no version 7.", ExpectMsg<Refused>().Why);
        trainer.Tell(new FitNow("anna"), TestActor);
        ExpectMsg<Done>();
        See(TrainerPhase.Shadow);
        trainer.Tell(new FitNow("anna"), TestActor);
        Assert.StartsWith("A version is on its way", ExpectMsg<Refused>().Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_cannot_be_taught_leaves_the_trainer_off_and_commands_answered()
    {
        var trainer = Start(() => throw new UserErrorException("Only a trained model can be taught."));
        See(TrainerPhase.Off);
        Until(() => _board.Now.Detail == "Only a trained model can be taught.");
        trainer.Tell(new FitNow("anna"), TestActor);
        Assert.Equal("Only a trained model can be taught.", ExpectMsg<Refused>().Why);
    }

    [Fact]
    public void A_trainer_that_fails_unexpectedly_is_started_again_and_serves_what_was_in_use()
    {
        var trainer = Promoted("shadow.windows=5");
        _learner.Scoring = _ => throw new InvalidOperationException("a fault");
        Show(trainer, 1);
        Until(() => Volatile.Read(ref _opened) == 1);
        Pass(TimeSpan.FromSeconds(2));
        Until(() => Volatile.Read(ref _opened) == 2);
        Assert.Equal(1, _served.All!.Version);
    }

    private IActorRef Promoted(params string[] overrides)
    {
        var trainer = Start(overrides);
        trainer.Tell(new Promote(_learner.Make(1).Version, "anna"), TestActor);
        ExpectMsg<Done>();
        return trainer;
    }

    private IActorRef Start(params string[] overrides)
    {
        var trainer = Start(() => _learner, overrides);
        Until(() => _board.Now.Phase != TrainerPhase.Off);
        return trainer;
    }

    private IActorRef Start(Func<ILearner> open, params string[] overrides)
    {
        var settings = Settings([.. overrides.Select(line => $"davf.learning.live.{line}")]).Learning;
        _board = new LearningBoard(Time);
        var parts = new TrainerParts(
            settings, _ => Task.Run(() =>
            {
                var opened = open();
                Interlocked.Increment(ref _opened);
                return opened;
            }), 0.5, _served, new RecallShelf(settings.Recall), () => [Door, Yard], _board, Time);
        return Sys.ActorOf(BackoffSupervisor.Props(Backoff.OnFailure(Props.Create(() => new TrainerActor(parts)), "it", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), 0, -1)));
    }

    private static void Judge(IActorRef trainer, params bool[] rejected)
    {
        foreach (var one in rejected)
            trainer.Tell(new Taught(one));
    }

    private static void Show(IActorRef trainer, int windows, double age = 1)
    {
        for (var i = 0; i < windows; i++)
            trainer.Tell(new Seen(Door, Features, TimeSpan.FromSeconds(age)));
    }

    /// <summary>Lets the trainer look again and again until it is there.</summary>
    private void See(TrainerPhase phase) => Until(() => _board.Now.Phase == phase);

    private new void Until(Func<bool> isSo) => base.Until(() =>
    {
        if (isSo())
            return true;
        Pass(TimeSpan.FromMilliseconds(100));
        return false;
    });
}
