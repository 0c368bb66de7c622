using Akka.Actor;
using Akka.Hosting;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Engine.Alerts.Rules;
using DeepAvFusion.Store.Alerts;

namespace DeepAvFusion.Engine.Alerts;

/// <summary>Where people work with alerts and their rules, for page, API and whoever else. Thread-safe.</summary>
public sealed class AlertDesk
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly IRequiredActor<AnalyzerActor> _top;

    internal AlertDesk(AlertTable table, AlertJournal journal, IRequiredActor<AnalyzerActor> top) => (Kept, Journal, _top) = (table, journal, top);

    /// <summary>All alerts, also closed ones.</summary>
    public AlertTable Kept { get; }

    public AlertJournal Journal { get; }

    /// <summary>Does something with an alert that is open.</summary>
    /// <returns>The alert as it is then; null when no alert of this name is open.</returns>
    /// <exception cref="UserErrorException">It cannot be kept.</exception>
    public async Task<StoredAlert?> ActAsync(string id, AlertAct what, string who, string words, CancellationToken cancel) =>
        (await AskAsync<AlertProtocol.Answer>(new AlertProtocol.Act(id, what, who, words), cancel).ConfigureAwait(false)).Alert;

    /// <summary>Rules and silences in use.</summary>
    /// <exception cref="UserErrorException">The alerts wait for the store.</exception>
    public Task<AlertProtocol.InUse> InUseAsync(CancellationToken cancel) => AskAsync<AlertProtocol.InUse>(new AlertProtocol.Ask(), cancel);

    /// <summary>Uses a rule that is right from now on, and after a restart.</summary>
    /// <exception cref="UserErrorException">It cannot be kept.</exception>
    public Task PutAsync(RuleDocument rule, string who, CancellationToken cancel) => AskAsync<AlertProtocol.Done>(new AlertProtocol.PutRule(rule, who), cancel);

    /// <inheritdoc cref="PutAsync(RuleDocument, string, CancellationToken)"/>
    public Task PutAsync(SilenceDocument silence, string who, CancellationToken cancel) => AskAsync<AlertProtocol.Done>(new AlertProtocol.PutSilence(silence, who), cancel);

    /// <exception cref="UserErrorException">That cannot be kept.</exception>
    public Task RemoveRuleAsync(string name, CancellationToken cancel) => AskAsync<AlertProtocol.Done>(new AlertProtocol.RemoveRule(name), cancel);

    /// <exception cref="UserErrorException">That cannot be kept.</exception>
    public Task RemoveSilenceAsync(string name, CancellationToken cancel) => AskAsync<AlertProtocol.Done>(new AlertProtocol.RemoveSilence(name), cancel);

    internal Task TakeAsync(AvAnalysis analysis, CancellationToken cancel) => AskAsync<AlertProtocol.Done>(new AlertProtocol.Take(analysis), cancel);

    internal Task OverAsync(StreamId stream, CancellationToken cancel) => AskAsync<AlertProtocol.Done>(new AlertProtocol.Over(stream), cancel);

    private async Task<T> AskAsync<T>(AlertProtocol.ICommand command, CancellationToken cancel)
    {
        var top = await _top.GetAsync(cancel).ConfigureAwait(false);
        try
        {
            return await top.Ask<object>(command, Patience, cancel).ConfigureAwait(false) switch
            {
                T answer => answer,
                AnalyzerProtocol.Refused refused => throw new UserErrorException(refused.Why),
                var other => throw new InvalidOperationException($"The alerts answered {other}."),
            };
        }
        catch (AskTimeoutException)
        {
            throw new UserErrorException("The alerts do not answer; the log tells why.");
        }
    }
}
