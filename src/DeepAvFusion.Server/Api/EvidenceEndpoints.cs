using DeepAvFusion.Core;
using DeepAvFusion.Server.Access;
using DeepAvFusion.Sinks.Clips;
using DeepAvFusion.Sinks.Evidence;
using DeepAvFusion.Store.Access;
using DeepAvFusion.Store.Clips;
using DeepAvFusion.Store.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DeepAvFusion.Server.Api;

/// <summary>GET /api/events/{id}/evidence: a zip of all that is kept of an event. Refusals are problem details (RFC 9457).</summary>
internal static class EvidenceEndpoints
{
    public static void MapEvidence(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetService<ClipDesk>() is not { } desk || routes.ServiceProvider.GetService<EvidenceSettings>() is not { } settings)
            return;
        var (clips, events) = (routes.ServiceProvider.GetRequiredService<ClipTable>(), routes.ServiceProvider.GetRequiredService<EventTable>());
        routes.MapGet("/api/events/{id}/evidence", async (HttpContext context, string id, CancellationToken cancel) =>
        {
            if (!EventId.TryParse(id, out var name) || !Caller.Of(context).MaySee(name.Stream))
                return None(id);
            try
            {
                var e = await events.GetAsync(name, cancel).ConfigureAwait(false);
                var clip = (await clips.FindAsync(ClipQuery.Newest with { Events = [name.ToString()] }, cancel).ConfigureAwait(false)).Clips.Select(one => desk.Vault.Find(one.Id)).FirstOrDefault(one => one is not null);
                if (e is null || clip is null)
                    return None(id);
                var file = new FileStream(Path.Combine(Path.GetTempPath(), $"davf-evidence-{Guid.NewGuid():N}.zip"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 65536, FileOptions.DeleteOnClose);
                try
                {
                    await Task.Run(() => EvidenceFile.Write(file, e, clip, desk.Vault, settings, TimeProvider.System.GetUtcNow()), cancel).ConfigureAwait(false);
                    file.Position = 0;
                    return Results.File(file, "application/zip", $"evidence-{name}.zip");
                }
                catch
                {
                    await file.DisposeAsync().ConfigureAwait(false);
                    throw;
                }
            }
            catch (Exception e) when (e is UserErrorException || FileFault.Is(e))
            {
                return Results.Problem(e is UserErrorException ? e.Message : FileFault.Text(e), statusCode: StatusCodes.Status503ServiceUnavailable, title: "The evidence cannot be put together.");
            }
        }).For(AccessRole.Viewer, StreamScope.Asked).WithSummary("A zip of all that is kept of an event.");
    }

    private static IResult None(string id) =>
        Results.Problem($"There is no event '{id}' with a clip (any more, or as yet).", statusCode: StatusCodes.Status404NotFound, title: "There is no such event with a clip.");
}
