using DeepAvFusion.Core;
using DeepAvFusion.Store.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace DeepAvFusion.Server.Access;

/// <summary>Notes whatever was asked for that changes something: who, what, when, from where, and what became of it. Requests that only look are not noted.</summary>
internal sealed partial class AuditTrail(RequestDelegate next, IServiceProvider services, ILogger<AuditTrail> log)
{
    private static readonly object TargetKey = new();

    private static readonly Counter Lost = Metrics.CreateCounter("davf_audit_lost_total", "Entries of the audit that could not be kept because the store could not be written.");

    private readonly AuditTable? _audit = services.GetService<AuditTable>();

    /// <summary>What a request is done to, where its address does not say it.</summary>
    public static void Target(HttpContext context, string? target) => context.Items[TargetKey] = target;

    public async Task InvokeAsync(HttpContext context)
    {
        var method = context.Request.Method;
        var looks = HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
        if (looks || _audit is null || !context.Request.Path.StartsWithSegments("/api") || context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(context).ConfigureAwait(false);
            return;
        }
        try
        {
            await next(context).ConfigureAwait(false);
        }
        finally
        {
            // strangers whom nobody let in could otherwise drive out what is kept
            if (Caller.OfOrNull(context) is not null || context.Items.ContainsKey(TargetKey))
                await NoteAsync(context, $"{method} {endpoint.RoutePattern.RawText?.TrimEnd('/')}").ConfigureAwait(false);
        }
    }

    private async Task NoteAsync(HttpContext context, string action)
    {
        var who = Caller.OfOrNull(context)?.Name ?? "nobody";
        var target = context.Items[TargetKey] as string ?? string.Join(' ', context.Request.RouteValues.Values);
        try
        {
            await _audit!.AddAsync(who, context.Connection.RemoteIpAddress?.ToString() ?? "", action, target, FormattableString.Invariant($"{context.Response.StatusCode}"), CancellationToken.None).ConfigureAwait(false);
        }
        catch (UserErrorException e)
        {
            Lost.Inc();
            Unkept(log, who, action, target, e.Message);
        }
    }

    [LoggerMessage(40, LogLevel.Warning, "This is missing in the audit: {Who}, {Action}, {Target}: {Why}")]
    private static partial void Unkept(ILogger log, string who, string action, string target, string why);
}
