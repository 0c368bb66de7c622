using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Sinks.Webhooks;
using Json.Schema;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Primitives;
using StandardWebhooks;

namespace DeepAvFusion.Sinks.Tests.Webhooks;

/// <summary>Events reach a real web server, signed, in order, and once in effect, whatever becomes of it or of this program meanwhile.</summary>
public sealed class WebhookSpecs : IDisposable
{
    private const string Secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private const string Other = "whsec_ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoM=";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("davf-webhooks-");
    private readonly Receiver _receiver = new();

    public void Dispose()
    {
        _receiver.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task An_events_beginning_and_end_are_told_in_order_as_the_schema_says_and_signed()
    {
        _receiver.Start();
        await using var outbox = New();
        await TellAsync(outbox, Begins(0), Goes(1), Ends(2));
        var told = await _receiver.UntilAsync(2);
        Assert.Equal(["deepav.event.started.v1", "deepav.event.ended.v1"], told.Select(message => Text(message, "type")));
        Assert.Equal("application/cloudevents+json; charset=utf-8", told[0].Headers["content-type"]);
        var schema = JsonSchema.FromFile(Path.Combine(AppContext.BaseDirectory, "schemas", "event.v1.json"));
        Assert.All(told, message => Assert.True(schema.Evaluate(JsonDocument.Parse(message.Body).RootElement, new EvaluationOptions { RequireFormatValidation = true, OutputFormat = OutputFormat.List }).IsValid, message.Body));
        Assert.All(told, message => Assert.Equal(Text(message, "id"), message.Id));
        foreach (var secret in new[] { Secret, Other })
            Assert.All(told, message => Assert.Contains(
                new StandardWebhook(secret).Sign(message.Id, DateTimeOffset.FromUnixTimeSeconds(long.Parse(message.Headers["webhook-timestamp"], CultureInfo.InvariantCulture)), message.Body), message.Headers["webhook-signature"].Split(' ')));
        Assert.All(told, message => new StandardWebhook(Secret).Verify(message.Body, new HeaderDictionary(message.Headers.ToDictionary(header => header.Key, header => new StringValues(header.Value)))));
    }

    [Fact]
    public void The_signature_is_that_of_the_standard() =>
        Assert.Equal("v1,EDBaByikzrhVaxDqhg8tUo+7H86D+Q+pCn7PciaVf/8=", WebhookSecret.TryParse(Secret)!.Sign("msg_1", DateTimeOffset.FromUnixTimeSeconds(1700000000), Encoding.UTF8.GetBytes("""{"id":"x"}""")));

    [Fact]
    public async Task What_a_receiver_that_is_away_does_not_take_waits_and_comes_in_order()
    {
        await using var outbox = New();
        await TellAsync(outbox, [.. Enumerable.Range(0, 5).SelectMany(i => new[] { Begins(2 * i, id: i), Ends((2 * i) + 1, id: i) })]);
        _receiver.Start();
        var told = await _receiver.UntilAsync(10);
        Assert.Equal(Enumerable.Range(0, 5).SelectMany(i => new[] { $"{i}.started", $"{i}.ended" }), told.Select(message => message.Id[(message.Id.IndexOf('.', message.Id.IndexOf('.') + 1) + 1)..]));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(302)]
    [InlineData(410)]
    public async Task What_a_receiver_refuses_is_tried_again_and_no_redirect_is_followed(int status)
    {
        var refused = 0;
        _receiver.Answer = _ => refused++ == 0 ? status : 204;
        _receiver.Start();
        await using var outbox = New();
        await TellAsync(outbox, Begins(0), Ends(1));
        Assert.Equal(2, (await _receiver.UntilAsync(2)).DistinctBy(message => message.Id).Count());
    }

    [Fact]
    public async Task What_was_not_delivered_is_after_a_restart_and_nothing_twice()
    {
        await using (var outbox = New())
            await TellAsync(outbox, Begins(0), Ends(1));
        _receiver.Start();
        await using (New())
            await _receiver.UntilAsync(2);
        await using (New())
            await Task.Yield();
        Assert.Equal(2, _receiver.Taken.Count);
    }

    [Fact]
    public async Task Where_it_cannot_be_noted_how_far_it_came_it_goes_on()
    {
        _folder.CreateSubdirectory("desk.jsonl.taken");
        await using var outbox = New();
        await TellAsync(outbox, [.. Enumerable.Range(0, 3).SelectMany(i => new[] { Begins(2 * i, id: i), Ends((2 * i) + 1, id: i) })]);
        _receiver.Start();
        Assert.Equal(6, (await _receiver.UntilAsync(6)).DistinctBy(message => message.Id).Count());
        Assert.Equal(6, _receiver.Taken.Count);
    }

    [Fact]
    public async Task What_was_tried_for_too_long_is_put_aside_and_the_next_goes_on()
    {
        _receiver.Answer = message => Text(message, "type").Contains("started", StringComparison.Ordinal) ? 500 : 204;
        _receiver.Start();
        await using var outbox = New(giveUp: "1ms");
        await TellAsync(outbox, Begins(0), Ends(1));
        Assert.Contains("ended", Assert.Single(await _receiver.UntilAsync(1)).Body, StringComparison.Ordinal);
        Assert.Contains("deepav.event.started.v1", Assert.Single(await File.ReadAllLinesAsync(Path.Combine(_folder.FullName, "desk.undelivered.jsonl"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_what_was_chosen_is_told()
    {
        _receiver.Start();
        await using var outbox = New("labels = [drum], least = 0.8, verdicts = [heard-and-seen], streams = [door]");
        await TellAsync(outbox, Begins(0, id: 1), Ends(1, id: 1), Begins(2, id: 2, label: "drum", peak: 0.7), Ends(3, id: 2, label: "drum", peak: 0.7), Begins(4, id: 3, label: "drum"), Ends(5, id: 3, label: "drum"));
        var told = await _receiver.UntilAsync(2);
        Assert.All(told, message => Assert.Contains(".3.", message.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_spool_that_is_full_is_told_to_whoever_brings_more()
    {
        await using var outbox = New(limit: "1 kB");
        var error = await Assert.ThrowsAsync<UserErrorException>(() => TellAsync(outbox, [.. Enumerable.Range(0, 5).SelectMany(i => new[] { Begins(2 * i, id: i), Ends((2 * i) + 1, id: i) })]));
        Assert.Contains("davf.outputs.spool", error.Message, StringComparison.Ordinal);
        Assert.Contains("is full", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("url = \"desk.example\"", "outputs.webhooks.desk.url must be an address")]
    [InlineData("url = \"ftp://desk.example\"", "outputs.webhooks.desk.url must be an address")]
    [InlineData("url = \"http://desk.example\", secrets = [hunter2]", "outputs.webhooks.desk.secrets must be whsec_")]
    [InlineData("url = \"http://desk.example\", least = 2", "outputs.webhooks.desk.least")]
    public void Settings_that_cannot_be_meant_are_refused(string settings, string told)
    {
        var report = new SettingsReport();
        Read(settings, "72h", "64 MiB", report);
        var (key, what) = Assert.Single(report.Problems);
        Assert.StartsWith(told, $"{key.Replace("\"", "", StringComparison.Ordinal)} {what}", StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", what, StringComparison.Ordinal);
    }

    private static string Text(Message message, string key) => JsonNode.Parse(message.Body)![key]!.GetValue<string>();

    private WebhookOutbox New(string more = "", string giveUp = "72h", string limit = "64 MiB") =>
        new(Read($"url = \"{_receiver.Url}\", secrets = [\"{Secret}\", \"{Other}\"]{(more.Length > 0 ? ", " + more : "")}", giveUp, limit, new SettingsReport()), TimeProvider.System, NullLogger<WebhookOutbox>.Instance);

    private OutputSettings Read(string hook, string giveUp, string limit, SettingsReport report) => OutputSettings.From(new SettingsReader(
        SettingsLoader.Load([], [$"davf.outputs.spool.folder=\"{_folder.FullName}\"", $"davf.outputs.spool.limit={limit}", $"davf.outputs.give-up={giveUp}", $"davf.outputs.webhooks.desk={{ {hook} }}"]).Config.GetConfig("davf"), report));

    private static async Task TellAsync(WebhookOutbox outbox, params AvEvent[] events)
    {
        await using var sink = new WebhookSink(outbox);
        foreach (var e in events)
            await sink.WriteAsync(new AnalysisItem(Analyses.Make(e.Id) with { Events = [e] }), CancellationToken.None);
    }

    private static AvEvent Begins(int second, long id = 1, string label = "bell", double peak = 0.9) => Event(EventPhase.Started, second, null, id, label, peak);

    private static AvEvent Goes(int second) => Event(EventPhase.Updated, second, null, 1, "bell", 0.95);

    private static AvEvent Ends(int second, long id = 1, string label = "bell", double peak = 0.9) => Event(EventPhase.Ended, second - 1, MediaTime.FromSeconds(second), id, label, peak);

    private static AvEvent Event(EventPhase phase, int second, MediaTime? end, long id, string label, double peak) =>
        new(id, label, phase, EventVerdict.HeardAndSeen, MediaTime.FromSeconds(second), end, peak, 7);
}
