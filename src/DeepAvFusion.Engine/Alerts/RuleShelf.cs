using System.Text.Json;
using DeepAvFusion.Engine.Alerts.Rules;
using DeepAvFusion.Store.Alerts;

namespace DeepAvFusion.Engine.Alerts;

/// <summary>The rules and silences in use: those of the settings files, which cannot be changed while the program runs, and those of the store. Not thread-safe.</summary>
public sealed class RuleShelf
{
    /// <summary>How rules are written as JSON.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    private readonly SortedDictionary<string, KeptRule> _rules = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, KeptSilence> _silences = new(StringComparer.Ordinal);

    public RuleShelf(AlertSettings settings)
    {
        foreach (var written in settings.Rules)
            _rules[written.Name!] = new KeptRule(written, new RuleCheck().Rule(written), IsFixed: true, "settings");
        foreach (var written in settings.Silences)
            _silences[written.Name!] = new KeptSilence(written, new RuleCheck().Silence(written), IsFixed: true, "settings");
    }

    public IReadOnlyList<KeptRule> Rules => [.. _rules.Values];

    public IReadOnlyList<KeptSilence> Silences => [.. _silences.Values];

    /// <summary>Those of the store; what a settings file names too is the file's.</summary>
    public void Load(IEnumerable<AlertSetting> rules, IEnumerable<AlertSetting> silences)
    {
        foreach (var kept in rules)
        {
            if (Read<RuleDocument>(kept.Body) is { } written)
                Put(written, kept.Who);
        }
        foreach (var kept in silences)
        {
            if (Read<SilenceDocument>(kept.Body) is { } written)
                Put(written, kept.Who);
        }
    }

    /// <summary>False when a settings file holds the name, or something is wrong with it.</summary>
    public bool Put(RuleDocument written, string who)
    {
        var check = new RuleCheck();
        var rule = check.Rule(written);
        if (check.Problems.Count > 0 || _rules.GetValueOrDefault(rule.Name)?.IsFixed == true)
            return false;
        _rules[rule.Name] = new KeptRule(written, rule, IsFixed: false, who);
        return true;
    }

    /// <inheritdoc cref="Put(RuleDocument, string)"/>
    public bool Put(SilenceDocument written, string who)
    {
        var check = new RuleCheck();
        var silence = check.Silence(written);
        if (check.Problems.Count > 0 || _silences.GetValueOrDefault(silence.Name)?.IsFixed == true)
            return false;
        _silences[silence.Name] = new KeptSilence(written, silence, IsFixed: false, who);
        return true;
    }

    public void RemoveRule(string name) => _rules.Remove(name);

    public void RemoveSilence(string name) => _silences.Remove(name);

    private static T? Read<T>(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body, Json);
        }
        catch (JsonException)
        {
            return default;                                             // of a later version, or changed by hand
        }
    }
}

/// <summary>A rule in use.</summary>
/// <param name="IsFixed">It stands in a settings file.</param>
/// <param name="Who">Who wrote it.</param>
public sealed record KeptRule(RuleDocument Written, AlertRule Rule, bool IsFixed, string Who);

/// <summary>A silence in use.</summary>
/// <param name="IsFixed">It stands in a settings file.</param>
/// <param name="Who">Who wrote it.</param>
public sealed record KeptSilence(SilenceDocument Written, PlannedSilence Silence, bool IsFixed, string Who);
