using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Engine.Alerts.Rules;
using DeepAvFusion.Store.Alerts;

namespace DeepAvFusion.Engine.Alerts;

/// <summary>The conversation with the alerts; every command has one reply: <see cref="Done"/>, <see cref="Answer"/> or <see cref="AnalyzerProtocol.Refused"/>.</summary>
public static class AlertProtocol
{
    public interface ICommand;

    /// <summary>Take note of what a window told.</summary>
    internal sealed record Take(AvAnalysis Analysis) : ICommand;

    /// <summary>A stream's run is over.</summary>
    internal sealed record Over(StreamId Stream) : ICommand;

    /// <summary>Somebody does something with an alert.</summary>
    internal sealed record Act(string Id, AlertAct What, string Who, string Words) : ICommand;

    /// <summary>The rules and silences in use.</summary>
    internal sealed record Ask : ICommand;

    internal sealed record PutRule(RuleDocument Rule, string Who) : ICommand;

    internal sealed record RemoveRule(string Name) : ICommand;

    internal sealed record PutSilence(SilenceDocument Silence, string Who) : ICommand;

    internal sealed record RemoveSilence(string Name) : ICommand;

    internal sealed record Done;

    /// <param name="Alert">As it is then; null when there is no such open alert.</param>
    internal sealed record Answer(StoredAlert? Alert);

    /// <summary>Rules and silences in use.</summary>
    public sealed record InUse(IReadOnlyList<KeptRule> Rules, IReadOnlyList<KeptSilence> Silences);
}

/// <summary>What somebody does with an alert.</summary>
public enum AlertAct
{
    Acknowledge,
    Comment,
    Close,
}
