using DeepAvFusion.Core.Results;
using DeepAvFusion.Engine.Alerts.Rules;
using static DeepAvFusion.Engine.Tests.Alerts.ControlRoom;

namespace DeepAvFusion.Engine.Tests.Alerts;

/// <summary>When an alert is opened, set again, cleared and closed, and who is told of it.</summary>
public sealed class AlertBookSpecs
{
    private static readonly RuleDocument Bell = Rule(new ConditionDocument { Labels = ["bell"] });

    [Fact]
    public void An_event_opens_an_alert_that_is_cleared_when_it_has_been_over_for_a_while()
    {
        var room = new ControlRoom(Bell).Hear(4, EventPhase.Started);
        Assert.Equal(("rule", "door", "major", "open", true, "door.1.4"), (room.Alert.Rule, room.Alert.Stream, room.Alert.Severity, room.Alert.State, room.Alert.IsSet, room.Alert.Event));
        room.Hear(4, EventPhase.Updated).Pass(60);
        Assert.True(room.Alert.IsSet);
        room.Hear(4, EventPhase.Ended).Pass(9);
        Assert.True(room.Alert.IsSet);
        room.Pass(2);
        Assert.False(room.Alert.IsSet);
        Assert.Equal(["opened", "cleared"], room.Told);
    }

    [Fact]
    public void A_short_event_that_is_told_when_it_is_over_counts_too() => Assert.Equal("open", new ControlRoom(Bell).Hear(4, EventPhase.Ended).Alert.State);

    [Fact]
    public void Label_verdict_score_length_and_stream_must_be_right()
    {
        var rule = Rule(new ConditionDocument { Labels = ["bell", "siren"], Verdicts = ["heard-off-screen"], Least = 0.8, Length = 2 }) with { Streams = ["door"] };
        var room = new ControlRoom(rule);
        room.Put("hall");
        room.Hear(1, EventPhase.Started, "dog", 0.9, 2, EventVerdict.HeardOffScreen).Hear(2, EventPhase.Started, "bell", 0.9, 2).Hear(3, EventPhase.Started, "bell", 0.79, 2, EventVerdict.HeardOffScreen)
            .Hear(4, EventPhase.Started, "bell", 0.9, 1.9, EventVerdict.HeardOffScreen).Hear(5, EventPhase.Started, "bell", 0.9, 2, EventVerdict.HeardOffScreen, stream: "hall");
        Assert.Empty(room.Book.Open);
        room.Hear(6, EventPhase.Started, "siren", 0.8, 2.01, EventVerdict.HeardOffScreen);
        Assert.Equal("door.1.6", room.Alert.Event);
    }

    [Fact]
    public void A_region_must_lie_in_a_zone_with_the_given_share()
    {
        var left = Rule(new ConditionDocument { Zones = [[[0, 0], [0.5, 0], [0.5, 1], [0, 1]]] });
        Assert.Empty(new ControlRoom(left).Hear(1, EventPhase.Started).Book.Open);
        Assert.Empty(new ControlRoom(left).Hear(1, EventPhase.Started, region: Region(0.35, 0.2, 0.4, 0.2)).Book.Open);
        Assert.Single(new ControlRoom(left).Hear(1, EventPhase.Started, region: Region(0.25, 0.2, 0.4, 0.2)).Book.Open);
        var touched = Rule(new ConditionDocument { Zones = [[[0, 0], [0.5, 0], [0.5, 1], [0, 1]]], Overlap = 0.1 });
        Assert.Single(new ControlRoom(touched).Hear(1, EventPhase.Started, region: Region(0.35, 0.2, 0.4, 0.2)).Book.Open);
        var pieces = Rule(new ConditionDocument { Zones = [[[0, 0], [0.2, 0], [0, 0.2]], [[0.6, 0.6], [0.9, 0.6], [0.9, 0.9], [0.6, 0.9]]] });
        Assert.Single(new ControlRoom(pieces).Hear(1, EventPhase.Started, region: Region(0.65, 0.65, 0.2, 0.2)).Book.Open);
        Assert.Empty(new ControlRoom(pieces).Hear(1, EventPhase.Started, region: Region(0.15, 0.15, 0.2, 0.2)).Book.Open);
    }

    [Fact]
    public void An_event_that_was_in_the_zone_goes_on_when_it_leaves_it()
    {
        var room = new ControlRoom(Rule(new ConditionDocument { Zones = [[[0, 0], [0.5, 0], [0.5, 1], [0, 1]]] }));
        room.Hear(1, EventPhase.Started, region: Region(0.1, 0.1, 0.2, 0.2)).Hear(1, EventPhase.Updated, region: Region(0.7, 0.1, 0.2, 0.2)).Pass(30);
        Assert.True(room.Alert.IsSet);
    }

    [Fact]
    public void So_many_events_within_a_time_set_it_and_few_enough_clear_it()
    {
        var room = new ControlRoom(Rule(new ConditionDocument { Labels = ["bell"], Count = 3, Within = 60, ClearCount = 1 }) with { ClearAfter = 0 });
        room.Hear(1, EventPhase.Ended).Pass(40).Hear(2, EventPhase.Started).Hear(2, EventPhase.Ended).Pass(30).Hear(3, EventPhase.Started).Hear(3, EventPhase.Updated);
        Assert.Empty(room.Book.Open);                                                        // the first is too long ago by now, and an event counts once
        room.Hear(4, EventPhase.Ended);
        Assert.True(room.Alert.IsSet);
        room.Pass(31);
        Assert.True(room.Alert.IsSet);                                                       // two are left
        room.Pass(30);
        Assert.False(room.Alert.IsSet);
    }

    [Fact]
    public void All_conditions_must_hold_at_once()
    {
        var room = new ControlRoom(Rule(new ConditionDocument { Labels = ["bell"] }, new ConditionDocument { States = ["side-away"] }, new ConditionDocument { Faults = ["black", "freeze"] }));
        room.Hear(1, EventPhase.Started).Pass(5);
        room.Put("door", "side-away");
        room.Pass(5);
        Assert.Empty(room.Book.Open);
        room.Put("door", "side-away", "freeze");
        room.Pass(1);
        Assert.True(room.Alert.IsSet);
        room.Hear(1, EventPhase.Ended).Pass(11);
        Assert.False(room.Alert.IsSet);
    }

    [Fact]
    public void Conditions_must_hold_for_a_while_before_it_is_set()
    {
        var room = new ControlRoom(Rule(new ConditionDocument { States = ["faulted"] }) with { SetAfter = 10 });
        room.Put("door", "faulted");
        room.Pass(9);
        room.Put("door");
        room.Pass(1);
        room.Put("door", "faulted");
        room.Pass(10);
        Assert.Empty(room.Book.Open);
        Assert.True(room.Pass(1).Alert.IsSet);
    }

    [Theory]
    [InlineData("2026-01-30T21:30:00Z", true)]                                              // Friday, 22:30 in Berlin
    [InlineData("2026-01-31T04:59:00Z", true)]                                              // until six on Saturday
    [InlineData("2026-01-31T05:00:00Z", false)]
    [InlineData("2026-01-31T22:30:00Z", false)]                                             // Saturday
    [InlineData("2026-07-31T20:30:00Z", true)]                                              // Friday in summer, 22:30
    [InlineData("2026-07-31T19:30:00Z", false)]
    public void A_schedule_goes_by_the_clock_of_its_place(string moment, bool holds) => Assert.Equal(holds, Checked(
        Bell with { Schedule = new ScheduleDocument(["fri"], "22:00", "06:00", "Europe/Berlin") }).Schedule!.Holds(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Outside_its_schedule_a_rule_opens_nothing()
    {
        var room = new ControlRoom(Bell with { Schedule = new ScheduleDocument(["sat"], null, null, null) }).Hear(1, EventPhase.Started);
        Assert.Empty(room.Book.Open);
        Assert.True(room.Pass(12 * 3600).Alert.IsSet);
    }

    [Fact]
    public void Nobody_is_told_again_before_the_cooldown_is_over()
    {
        var room = new ControlRoom(Bell with { Cooldown = 100 }).Hear(1, EventPhase.Ended).Pass(20).Hear(2, EventPhase.Ended).Pass(20).Hear(3, EventPhase.Started).Pass(20);
        Assert.Equal((3, true), (room.Alert.Times, room.Alert.IsSet));
        Assert.Equal(["opened", "cleared"], room.Told);
        room.Pass(50);
        Assert.Equal(["opened", "cleared", "set-again"], room.Told);                         // it still sounds
        room.Pass(200);
        Assert.Equal(3, room.Told.Count());
    }

    [Fact]
    public void After_a_close_the_next_alert_waits_for_the_cooldown_too()
    {
        var room = new ControlRoom(Bell with { Cooldown = 100 }).Hear(1, EventPhase.Ended).Pass(20);
        room.Book.Close(room.Alert.Id, "anna", "", room.Now);
        room.Hear(2, EventPhase.Started).Pass(20);
        Assert.Empty(room.Book.Open);
        Assert.Equal(1, room.Pass(60).Alert.Times);
    }

    [Fact]
    public void In_a_planned_silence_nobody_is_told_and_what_still_holds_is_told_when_it_is_over()
    {
        var room = new ControlRoom();
        room.Silences = [Silence(room, streams: ["hall"]), Silence(room, rules: ["other"]), Silence(room, streams: ["door"], rules: ["rule"])];
        room.Use(Bell);
        room.Hear(1, EventPhase.Ended).Pass(30).Hear(2, EventPhase.Started).Pass(29);
        Assert.Empty(room.Told);
        Assert.Equal("door.1.2", room.Pass(2).Alert.Event);
    }

    [Fact]
    public void An_alert_that_is_open_when_a_silence_begins_is_cleared_in_it_and_not_set_again()
    {
        var room = new ControlRoom(Bell with { Cooldown = 0 }).Hear(1, EventPhase.Ended);
        room.Silences = [Silence(room)];
        room.Use(Bell with { Cooldown = 0 });
        room.Pass(15).Hear(2, EventPhase.Ended).Pass(15);
        Assert.Equal(["opened", "cleared"], room.Told);
    }

    [Fact]
    public void What_nobody_acknowledges_is_escalated_once()
    {
        var rule = Bell with { Severity = "minor", Escalation = [new EscalationDocument(120, "critical"), new EscalationDocument(60, "major")] };
        var room = new ControlRoom(rule).Hear(1, EventPhase.Started).Pass(59);
        Assert.Equal("minor", room.Alert.Severity);
        Assert.Equal("major", room.Pass(2).Alert.Severity);
        Assert.Equal("critical", room.Pass(60).Alert.Severity);
        room.Pass(600);
        Assert.Equal(["opened", "escalated", "escalated"], room.Told);
        var seen = new ControlRoom(rule).Hear(1, EventPhase.Started).Pass(10);
        seen.Book.Acknowledge(seen.Alert.Id, "anna", "", seen.Now);
        Assert.Equal("minor", seen.Pass(600).Alert.Severity);
    }

    [Fact]
    public void An_alert_is_closed_when_it_has_been_acknowledged_and_has_cleared_in_either_order()
    {
        var room = new ControlRoom(Bell).Hear(1, EventPhase.Started);
        var id = room.Alert.Id;
        Assert.Equal("acknowledged", room.Book.Acknowledge(id, "anna", "on my way", room.Now)!.State);
        Assert.Equal("acknowledged", room.Book.Acknowledge(id, "bert", "", room.Now)!.State);
        Assert.Equal(["rule", "anna"], room.Alert.Notes.Select(note => note.Who));
        room.Hear(1, EventPhase.Ended).Pass(11);
        Assert.Empty(room.Book.Open);
        Assert.Equal(["opened", "acknowledged", "cleared", "closed"], room.Told);
        Assert.Null(room.Book.Comment(id, "anna", "late", room.Now));

        var other = new ControlRoom(Bell).Hear(1, EventPhase.Ended).Pass(11);
        Assert.Equal("closed", other.Book.Acknowledge(other.Alert.Id, "anna", "", other.Now)!.State);
        Assert.Empty(other.Book.Open);
    }

    [Fact]
    public void A_cleared_alert_that_nobody_looks_at_is_closed_at_last()
    {
        var room = new ControlRoom(Bell with { CloseAfter = 100 }).Hear(1, EventPhase.Ended).Pass(100);
        Assert.Equal("open", room.Alert.State);
        Assert.Empty(room.Pass(15).Book.Open);
    }

    [Fact]
    public void What_somebody_closes_while_it_holds_is_opened_again_only_after_it_was_gone()
    {
        var room = new ControlRoom(Bell with { Cooldown = 0 }).Hear(1, EventPhase.Started);
        room.Book.Close(room.Alert.Id, "anna", "known", room.Now);
        Assert.Empty(room.Pass(100).Book.Open);
        room.Hear(1, EventPhase.Ended).Pass(11).Hear(2, EventPhase.Started);
        Assert.True(room.Alert.IsSet);
    }

    [Fact]
    public void Alerts_of_an_earlier_start_go_on_and_are_not_opened_again()
    {
        var before = new ControlRoom(Bell).Hear(1, EventPhase.Started).Alert;
        var room = new ControlRoom();
        room.Book.Load([before], room.Now);
        room.Use(Bell);
        room.Pass(29);
        Assert.True(room.Alert.IsSet);                                                       // the stream may not have told anything yet
        room.Hear(1, EventPhase.Started, run: 2).Pass(60);
        Assert.Equal((before.Id, true, 1), (room.Alert.Id, room.Alert.IsSet, room.Alert.Times));
        room.Hear(1, EventPhase.Ended, run: 2).Pass(11);
        Assert.False(room.Alert.IsSet);
        Assert.Equal(["opened", "cleared"], room.Told);
    }

    [Fact]
    public void What_was_closed_while_it_held_or_told_a_moment_ago_is_not_opened_again_by_a_restart()
    {
        var before = new ControlRoom(Bell).Hear(1, EventPhase.Started);
        var closed = before.Book.Close(before.Alert.Id, "anna", "known", before.Now)!;
        var room = new ControlRoom();
        room.Book.Load([closed], room.Now);
        room.Use(Bell with { Cooldown = 0 });
        Assert.Empty(room.Pass(20).Hear(1, EventPhase.Started, run: 2).Pass(60).Book.Open);
        room.Hear(1, EventPhase.Ended, run: 2).Pass(11).Hear(2, EventPhase.Started, run: 2);
        Assert.True(room.Alert.IsSet);
        var cooling = new ControlRoom();
        cooling.Book.Load([closed with { IsSet = false }], cooling.Now);
        cooling.Use(Bell);
        Assert.Empty(cooling.Hear(1, EventPhase.Started, run: 2).Book.Open);
    }

    [Fact]
    public void An_alert_of_an_earlier_start_whose_stream_does_not_come_back_is_cleared()
    {
        var before = new ControlRoom(Bell).Hear(1, EventPhase.Started).Alert;
        var room = new ControlRoom();
        room.Remove("door");
        room.Book.Load([before], room.Now);
        room.Use(Bell);
        Assert.False(room.Pass(45).Alert.IsSet);
    }

    [Fact]
    public void A_stream_that_is_removed_clears_its_alerts()
    {
        var room = new ControlRoom(Rule(new ConditionDocument { States = ["faulted"] }));
        room.Put("door", "faulted");
        room.Pass(1);
        room.Remove("door");
        Assert.False(room.Pass(12).Alert.IsSet);
    }

    [Fact]
    public void A_run_that_is_over_ends_what_went_on_in_it()
    {
        var room = new ControlRoom(Bell).Hear(1, EventPhase.Started).Pass(20);
        room.Book.Over(new("door"));
        Assert.False(room.Pass(12).Alert.IsSet);
    }

    [Fact]
    public void A_rule_that_is_taken_away_closes_its_alerts_and_one_that_stays_keeps_them()
    {
        var kept = Checked(Bell with { Name = "kept" });
        var gone = Checked(Bell with { Name = "gone" });
        var room = new ControlRoom();
        room.Book.Use([kept, gone], [], room.Now);
        room.Hear(1, EventPhase.Started);
        Assert.Equal(2, room.Book.Open.Count);
        room.Book.Use([kept], [], room.Now);
        room.Pass(60);
        Assert.Equal(("kept", true), (room.Alert.Rule, room.Alert.IsSet));
    }

    private static RuleDocument Rule(params ConditionDocument[] when) => new() { Name = "rule", When = when };

    private static PlannedSilence Silence(ControlRoom room, IReadOnlyList<string>? streams = null, IReadOnlyList<string>? rules = null)
    {
        var check = new RuleCheck();
        var silence = check.Silence(new SilenceDocument { Name = "works", Streams = streams, Rules = rules, From = room.Now, To = room.Now.AddSeconds(60) });
        Assert.Empty(check.Problems);
        return silence;
    }
}
