using DeepAvFusion.Core.Settings;
using DeepAvFusion.Store.Alerts;

namespace DeepAvFusion.Sinks.Webhooks;

/// <summary>Which events go where.</summary>
/// <param name="Url">Where they are sent, by POST.</param>
/// <param name="Secrets">Keys that sign them; while one is being replaced there are two.</param>
/// <param name="Streams">Of these streams only; empty for all. So with labels and verdicts.</param>
/// <param name="Least">Least score of an event, 0..1.</param>
public sealed record WebhookSettings(
    string Name, Uri Url, IReadOnlyList<WebhookSecret> Secrets, IReadOnlyList<string> Streams, IReadOnlyList<string> Labels, IReadOnlyList<string> Verdicts, double Least)
{
    private static readonly string[] Kinds = ["events", "alerts"];
    private static readonly string[] Severities = ["info", "minor", "major", "critical"];

    /// <summary>`events`, `alerts` or both.</summary>
    public IReadOnlyList<string> Tells { get; init; } = Kinds;

    /// <summary>Of alerts at least so bad.</summary>
    public string Severity { get; init; } = Severities[0];

    public static WebhookSettings From(string name, SettingsReader hook)
    {
        var url = hook.Text("url");
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            hook.Problem("url", "must be an address such as https://desk.example/events");
            address = new Uri("http://localhost/");
        }
        if (name.Length > 63 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            hook.Problem("", "is no name of a webhook: use 1 to 63 letters, digits, '-' and '_'");
        var secrets = new List<WebhookSecret>();
        foreach (var text in Texts("secrets"))
        {
            if (WebhookSecret.TryParse(text) is { } secret)
                secrets.Add(secret);
            else
                hook.Problem("secrets", "must be whsec_ and 24 to 64 bytes in base64 each, such as the output of: echo whsec_$(openssl rand -base64 32)");
        }
        var tells = hook.Has("tells") ? hook.Texts("tells") : Kinds;
        if (tells.Count == 0 || tells.Any(kind => !Kinds.Contains(kind, StringComparer.Ordinal)))
            hook.Problem("tells", "must be [events], [alerts] or [events, alerts]");
        var severity = hook.Has("severity") ? hook.Text("severity") : Severities[0];
        if (!Severities.Contains(severity, StringComparer.Ordinal))
            hook.Problem("severity", $"is '{severity}'; it must be one of {string.Join(", ", Severities)}");
        return new WebhookSettings(name, address, secrets, Texts("streams"), Texts("labels"), Texts("verdicts"), hook.Has("least") ? hook.Number("least", 0, 1) : 0) { Tells = tells, Severity = severity };

        IReadOnlyList<string> Texts(string key) => hook.Has(key) ? hook.Texts(key) : [];
    }

    /// <summary>Whether somebody wants to know of it here.</summary>
    public bool Wants(DeepAvFusion.Store.Events.StoredEvent e) =>
        Tells.Contains("events", StringComparer.Ordinal) && e.Peak >= Least && IsIn(Streams, e.Stream) && IsIn(Labels, e.Label) && IsIn(Verdicts, e.Verdict);

    /// <inheritdoc cref="Wants(DeepAvFusion.Store.Events.StoredEvent)"/>
    public bool Wants(StoredAlert alert) =>
        Tells.Contains("alerts", StringComparer.Ordinal) && IsIn(Streams, alert.Stream) && Array.IndexOf(Severities, alert.Severity) >= Array.IndexOf(Severities, Severity);

    private static bool IsIn(IReadOnlyList<string> chosen, string one) => chosen.Count == 0 || chosen.Contains(one, StringComparer.Ordinal);
}

/// <summary>All webhooks and where their messages wait.</summary>
/// <param name="Folder">Folder on a disk of this machine.</param>
/// <param name="Limit">Bytes that may wait for one webhook.</param>
/// <param name="GiveUp">How long a message is tried before it is put aside.</param>
public sealed record OutputSettings(string Folder, long Limit, TimeSpan GiveUp, IReadOnlyList<WebhookSettings> Webhooks)
{
    public static OutputSettings From(SettingsReader davf) => davf.Section("outputs", outputs => new OutputSettings(
        outputs.Text("spool.folder"), outputs.Bytes("spool.limit"), outputs.Positive("give-up"), [.. outputs.Map("webhooks", WebhookSettings.From).Values]));
}
