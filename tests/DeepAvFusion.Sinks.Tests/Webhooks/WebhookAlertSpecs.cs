using System.Text.Json;
using System.Text.Json.Nodes;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Sinks.Alerts;
using DeepAvFusion.Sinks.Webhooks;
using DeepAvFusion.Store.Alerts;
using DeepAvFusion.Store.Events;
using Json.Schema;
using Microsoft.Extensions.Logging.Abstractions;

namespace DeepAvFusion.Sinks.Tests.Webhooks;

/// <summary>Alerts reach a real web server too, as their schema says.</summary>
public sealed class WebhookAlertSpecs : IDisposable
{
    private static readonly string[] Kinds = ["opened", "escalated", "acknowledged", "commented", "cleared", "set-again", "closed"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("davf-webhooks-");
    private readonly Receiver _receiver = new();

    public void Dispose()
    {
        _receiver.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_becomes_of_an_alert_is_told_in_order_as_the_schema_says()
    {
        _receiver.Start();
        await using var outbox = New("");
        new WebhookAlerts(outbox).Tell([.. Kinds.Select((_, i) => Notice(i + 1))]);
        var told = await _receiver.UntilAsync(Kinds.Length);
        Assert.Equal(Kinds.Select(kind => $"deepav.alert.{kind}.v1"), told.Select(message => JsonNode.Parse(message.Body)!["type"]!.GetValue<string>()));
        Assert.Equal(Enumerable.Range(1, Kinds.Length).Select(number => $"night.door.0.{number}"), told.Select(message => message.Id));
        var schema = JsonSchema.FromFile(Path.Combine(AppContext.BaseDirectory, "schemas", "alert.v1.json"));
        Assert.All(told, message => Assert.True(schema.Evaluate(JsonDocument.Parse(message.Body).RootElement, new EvaluationOptions { RequireFormatValidation = true, OutputFormat = OutputFormat.List }).IsValid, message.Body));
    }

    [Fact]
    public async Task A_webhook_is_told_of_what_it_asks_for()
    {
        _receiver.Start();
        await using var outbox = New("tells = [alerts], severity = major, streams = [door]");
        new WebhookAlerts(outbox).Tell([Notice(1, severity: "minor"), Notice(1, stream: "hall"), Notice(2, severity: "critical")]);
        Assert.Equal("night.door.0.2", (await _receiver.UntilAsync(1))[0].Id);
        Assert.False(outbox.Deliveries[0].Settings.Wants(Event));
        await using var none = New("tells = [events]");
        Assert.False(none.Deliveries[0].Settings.Wants(Notice(1).Alert));
    }

    [Fact]
    public void What_a_webhook_asks_for_is_checked()
    {
        var report = new SettingsReport();
        Read("tells = [alarms], severity = bad", report);
        Assert.Equal(["outputs.webhooks.desk.severity", "outputs.webhooks.desk.tells"], report.Problems.Select(problem => problem.Key).Order(StringComparer.Ordinal));
    }

    private WebhookOutbox New(string more) => new(Read(more, new SettingsReport()), TimeProvider.System, NullLogger<WebhookOutbox>.Instance);

    private OutputSettings Read(string more, SettingsReport report) => OutputSettings.From(new SettingsReader(SettingsLoader.Load(
        [], [$"davf.outputs.spool.folder=\"{Path.Combine(_folder.FullName, Guid.NewGuid().ToString("N"))}\"", $"davf.outputs.webhooks.desk={{ url = \"{_receiver.Url}\"{(more.Length > 0 ? ", " + more : "")} }}"]).Config.GetConfig("davf"), report));

    private static StoredEvent Event => new()
    {
        Stream = "door",
        Run = 1,
        Number = 1,
        Label = "bell",
        Verdict = "heard-and-seen",
        StartAt = 0,
        EndAt = 1,
        IsOpen = false,
        Peak = 1,
        Loudness = -20,
        Model = "tiny",
        Sha256 = "",
        Training = "trained",
    };

    private static AlertNotice Notice(int number, string severity = "major", string stream = "door")
    {
        var notes = Enumerable.Range(1, number).Select(one => new AlertNote(one, one * 1000, Kinds[one - 1], one == 1 ? "rule" : "anna", "äöü \"quoted\"")).ToList();
        return new AlertNotice(new StoredAlert
        {
            Id = $"night.{stream}.0",
            Rule = "night",
            Stream = stream,
            Title = "A bell at night",
            Severity = severity,
            State = notes[^1].Kind == "closed" ? StoredAlert.Closed : StoredAlert.Open,
            IsSet = number < 5,
            Times = 1,
            Event = number == 1 ? null : "door.1.4",
            OpenedAt = 0,
            SetAt = 0,
            ClearedAt = number < 5 ? null : 5000,
            ClosedAt = notes[^1].Kind == "closed" ? 7000 : null,
            Notes = notes,
        }, notes[^1]);
    }
}
