using Akka.Actor;
using DeepAvFusion.Core;
using DeepAvFusion.Engine.Inference;
using DeepAvFusion.Inference;
using static DeepAvFusion.Engine.Inference.InferenceProtocol;

namespace DeepAvFusion.Engine.Tests.Inference;

/// <summary>What a device's actor does with windows, and with a model that fails.</summary>
public sealed class InferenceActorSpecs : ActorSpecs
{
    private static readonly string[] OneByOne = ["davf.inference.batch.size=1", "davf.inference.batch.delay=0s", "davf.inference.batch.per-stream=8"];
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(60);

    private readonly ManualResetEventSlim _released = new(initialState: true);
    private readonly SemaphoreSlim _inPass = new(0);
    private int _opened;

    protected override Task AfterAllAsync()
    {
        _released.Set();
        return base.AfterAllAsync();
    }

    [Fact]
    public void Every_window_gets_its_result_and_is_given_back()
    {
        var inference = Start(new ScriptedAnalyzer(), OneByOne);
        var window = Windows.Make("a", 0);
        inference.Tell(new Analyse(window), TestActor);
        ExpectMsg<Analysed>().Result.Dispose();
        Assert.True(window.IsGivenBack());
    }

    [Fact]
    public void An_idle_device_waits_for_the_delay_and_takes_what_has_come_in_one_pass()
    {
        var model = new ScriptedAnalyzer();
        var inference = Start(model, "davf.inference.batch.size=4", "davf.inference.batch.delay=20ms", "davf.inference.batch.per-stream=4");
        inference.Tell(new Analyse(Windows.Make("a", 0)), TestActor);
        inference.Tell(new Analyse(Windows.Make("b", 1)), TestActor);
        Settle(inference);
        Assert.Empty(model.Passes);
        Pass(TimeSpan.FromMilliseconds(20));
        ExpectResults(2);
        Assert.Equal([[0, 1]], model.Passes);
    }

    [Fact]
    public void A_full_batch_does_not_wait()
    {
        var model = new ScriptedAnalyzer();
        var inference = Start(model, "davf.inference.batch.size=2", "davf.inference.batch.delay=1 hour", "davf.inference.batch.per-stream=4");
        inference.Tell(new Analyse(Windows.Make("a", 0)), TestActor);
        inference.Tell(new Analyse(Windows.Make("b", 1)), TestActor);
        ExpectResults(2);
        Assert.Equal([[0, 1]], model.Passes);
    }

    [Fact]
    public void A_newer_window_pushes_out_the_stalest_of_its_stream_which_is_answered_and_counted()
    {
        var inference = Start(new ScriptedAnalyzer(), "davf.inference.batch.size=4", "davf.inference.batch.delay=1 hour", "davf.inference.batch.per-stream=1");
        Board.Add(new StreamId("a"), "", isLive: true);
        var stale = Windows.Make("a", 0);
        inference.Tell(new Analyse(stale), TestActor);
        inference.Tell(new Analyse(Windows.Make("a", 1)), TestActor);
        Assert.Equal(LossReason.Stale, ExpectMsg<Lost>().Reason);
        Assert.True(stale.IsGivenBack());
        Assert.Equal(1, Board.Find(new StreamId("a"))!.Lost[("inference", LossReason.Stale)]);
    }

    [Fact]
    public void A_pass_that_fails_is_repeated_window_by_window_and_costs_only_the_faulty_one()
    {
        var model = new ScriptedAnalyzer(windows => Fault(windows.Any(window => window.Index == 1)));
        var inference = Start(model, "davf.inference.batch.size=2", "davf.inference.batch.delay=1 hour");
        inference.Tell(new Analyse(Windows.Make("a", 0)), TestActor);
        inference.Tell(new Analyse(Windows.Make("b", 1)), TestActor);
        ExpectMsg<Analysed>().Result.Dispose();
        Assert.Equal((LossReason.Failed, "a fault"), Told(ExpectMsg<Lost>()));
        Assert.Equal([[0, 1], [0], [1]], model.Passes);
        Assert.Equal(1, _opened);
    }

    [Fact]
    public void Three_failed_passes_in_a_row_open_the_model_anew_and_what_waits_in_the_mailbox_is_still_answered()
    {
        var model = new ScriptedAnalyzer(windows => Fault(windows[0].Index < 3));
        _released.Reset();
        var inference = Start(model, OneByOne);
        var parent = LastParent;
        for (var index = 0; index < 5; index++)
            inference.Tell(new Analyse(Windows.Make($"s{index}", index)), TestActor);
        _released.Set();
        for (var failed = 0; failed < 3; failed++)
            ExpectMsg<Lost>();
        // what the old incarnation had taken from the mailbox is lost and told, the rest is answered by the new one; no window is tried twice
        var rest = new[] { ExpectMsg<IReply>(), ExpectMsg<IReply>() };
        foreach (var reply in rest.OfType<Analysed>())
            reply.Result.Dispose();
        Assert.All(rest.OfType<Lost>(), lost => Assert.Equal(LossReason.Stopped, lost.Reason));
        inference.Tell(new Analyse(Windows.Make("later", 9)), TestActor);
        ExpectMsg<Analysed>().Result.Dispose();
        Assert.Equal(2, _opened);
        Assert.True(model.IsDisposed);
        Assert.Equal(model.Passes.SelectMany(pass => pass).Distinct(), model.Passes.SelectMany(pass => pass));
        Assert.Equal(parent, LastParent);
    }

    [Fact]
    public void Passes_that_fail_one_after_another_are_trouble_until_one_succeeds_and_the_model_is_opened_anew_more_and_more_slowly()
    {
        var isLost = true;
        var inference = Start(() => new ScriptedAnalyzer(_ => Fault(isLost)), OneByOne);
        Fails(inference, 1);
        Assert.Null(Model.Trouble(LongWait));
        Fails(inference, 1);
        Assert.Equal("the model cannot analyse: a fault", Model.Trouble(LongWait));
        Fails(inference, 4);
        foreach (var wait in new[] { 1, 2, 4 })
        {
            var opened = _opened;
            Pass(TimeSpan.FromSeconds(wait - 0.1));
            Fails(inference, 1);
            Assert.Equal(opened, _opened);
            Pass(TimeSpan.FromSeconds(0.1));
            Settle(inference);
            Assert.Equal(opened + 1, _opened);
            Assert.Equal("the model cannot analyse: a fault", Model.Trouble(LongWait));
            Fails(inference, 3);
        }
        isLost = false;
        Pass(TimeSpan.FromSeconds(8));
        inference.Tell(new Analyse(Windows.Make("a", 0)), TestActor);
        ExpectMsg<Analysed>().Result.Dispose();
        Settle(inference);
        Assert.Null(Model.Trouble(LongWait));
    }

    [Fact]
    public void A_device_that_throws_while_the_model_is_opened_is_tried_again()
    {
        var inference = Start(() => _opened == 1 ? throw new InvalidOperationException("CUDA error") : new ScriptedAnalyzer(), OneByOne);
        Settle(inference);
        Assert.Equal("the model cannot be loaded: CUDA error", Model.Trouble(LongWait));
        Pass(TimeSpan.FromSeconds(1));
        inference.Tell(new Analyse(Windows.Make("a", 0)), TestActor);
        ExpectMsg<Analysed>().Result.Dispose();
    }

    [Fact]
    public void Windows_that_wait_when_it_stops_are_answered_and_given_back()
    {
        var model = new ScriptedAnalyzer();
        var inference = Start(model, "davf.inference.batch.size=4", "davf.inference.batch.delay=1 hour");
        var window = Windows.Make("a", 0);
        inference.Tell(new Analyse(window), TestActor);
        Settle(inference);
        Sys.Stop(inference);
        Assert.Equal((LossReason.Stopped, "the inference stopped"), Told(ExpectMsg<Lost>()));
        Until(() => model.IsDisposed);
        Assert.True(window.IsGivenBack());
        Assert.Equal("the inference has stopped", Model.Trouble(LongWait));
    }

    [Fact]
    public async Task A_model_that_cannot_be_loaded_is_told_to_whoever_starts_and_is_tried_again()
    {
        var inference = Start(() => _opened == 1 ? throw new UserErrorException("The file is broken: give another.") : new ScriptedAnalyzer(), OneByOne);
        Settle(inference);
        Assert.Equal("The file is broken: give another.", (await Assert.ThrowsAsync<UserErrorException>(() => Model.Opened)).Message);
        Assert.Contains("The file is broken", Model.Trouble(LongWait), StringComparison.Ordinal);
        var window = Windows.Make("a", 0);
        inference.Tell(new Analyse(window), TestActor);
        Assert.Equal((LossReason.Failed, "the model cannot be loaded: The file is broken: give another."), Told(ExpectMsg<Lost>()));
        Assert.True(window.IsGivenBack());
        Pass(TimeSpan.FromMinutes(1));
        inference.Tell(new Analyse(Windows.Make("a", 1)), TestActor);
        ExpectMsg<Analysed>().Result.Dispose();
        Assert.Null(Model.Trouble(LongWait));
    }

    [Fact]
    public async Task A_pass_that_hangs_is_trouble_after_the_patience_and_nobody_has_to_ask_the_device()
    {
        _released.Reset();
        var inference = Start(new ScriptedAnalyzer(), OneByOne);
        inference.Tell(new Analyse(Windows.Make("a", 0)), TestActor);
        Assert.True(await _inPass.WaitAsync(LongWait));
        Assert.Null(Model.Trouble(TimeSpan.FromSeconds(60)));
        Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal("the model has not answered for 61 s", Model.Trouble(TimeSpan.FromSeconds(60)));
        _released.Set();
        ExpectMsg<Analysed>().Result.Dispose();
        Settle(inference);
        Assert.Null(Model.Trouble(TimeSpan.FromSeconds(60)));
    }

    private ActorPath? LastParent { get; set; }

    private IActorRef Start(ScriptedAnalyzer model, params string[] overrides) => Start(() => model, overrides);

    private IActorRef Start(Func<ScriptedAnalyzer> open, params string[] overrides)
    {
        var parts = Parts(Settings(overrides), () =>
        {
            _opened++;
            return new Held(open(), _inPass, _released);
        }, oneShot: false);
        var group = Sys.ActorOf(Props.Create(() => new GroupActor()));
        group.Tell(new GroupActor.Add("cpu", InferenceActor.Props(parts)), TestActor);
        LastParent = group.Path;
        return ExpectMsg<GroupActor.Added>().Child;
    }

    private void Fails(IActorRef inference, int windows)
    {
        for (var i = 0; i < windows; i++)
        {
            inference.Tell(new Analyse(Windows.Make("a", i)), TestActor);
            Assert.Equal(LossReason.Failed, ExpectMsg<Lost>().Reason);
        }
        Settle(inference);
    }

    private void ExpectResults(int count)
    {
        for (var i = 0; i < count; i++)
            ExpectMsg<Analysed>().Result.Dispose();
    }

    private static (LossReason Reason, string Detail) Told(Lost lost) => (lost.Reason, lost.Detail);

    private static void Fault(bool isSo)
    {
        if (isSo)
            throw new InvalidOperationException("a fault");
    }

    /// <summary>Holds every pass until it is released, and tells that one has begun.</summary>
    private sealed class Held(ScriptedAnalyzer model, SemaphoreSlim begun, ManualResetEventSlim released) : IWindowAnalyzer
    {
        public Core.Results.ModelIdentity Identity => model.Identity;

        public string Device => model.Device;

        public IReadOnlyList<WindowResult> Analyse(IReadOnlyList<AvWindow> windows)
        {
            begun.Release();
            released.Wait();
            return model.Analyse(windows);
        }

        public void Teach(DeepAvFusion.Inference.Teaching.TaughtWeights? weights) => model.Teach(weights);

        public void Dispose() => model.Dispose();
    }
}
