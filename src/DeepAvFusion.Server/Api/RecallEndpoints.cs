using DeepAvFusion.Core;
using DeepAvFusion.Engine;
using DeepAvFusion.Engine.Recall;
using DeepAvFusion.Media.Writers;
using DeepAvFusion.Server.Access;
using DeepAvFusion.Store.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DeepAvFusion.Server.Api;

/// <summary>/api/streams/{name}/recall: what a live stream has just told, to be looked at and listened to before something is said of it.</summary>
internal static class RecallEndpoints
{
    private const int MostLabels = 3;

    public static void MapRecall(this IEndpointRouteBuilder routes)
    {
        var analyzer = routes.ServiceProvider.GetRequiredService<Analyzer>();
        if (routes.ServiceProvider.GetService<RecallShelf>() is not { } recall)
            return;
        var api = routes.MapGroup("/api/streams/{name}/recall").AddEndpointFilter(ApiProblems.TellAsync).For(AccessRole.Viewer, StreamScope.Named);
        api.MapGet("", (string name) => Find(analyzer, name, stream => recall.Reach(stream) is { } reach
            ? Results.Ok(new RecallView(reach.From, reach.To, [.. recall.Glance(stream).Select(window => new RecalledView(
                window.From, window.To, window.Picture is not null, [.. window.Traits.Scores.OrderByDescending(score => score.Score).Take(MostLabels).Select(ScoreView.Of)]))]))
            : Nothing(name))).WithSummary("What a live stream has just told, window by window.").Produces<RecallView>();
        api.MapGet("/picture", (string name, DateTimeOffset at) => Find(analyzer, name, stream =>
            recall.Picture(stream, at) is { } picture ? Results.Bytes(picture, "image/jpeg") : Nothing(name))).WithSummary("The picture nearest a moment.");
        api.MapGet("/sound", (string name, DateTimeOffset from, DateTimeOffset to) => Find(analyzer, name, stream =>
        {
            if (to <= from || to - from > recall.Span)
                throw new UserErrorException(FormattableString.Invariant($"'from' must lie before 'to', by at most {recall.Span.TotalSeconds:0} s."));
            return Results.Bytes(WavFile.Bytes(recall.Sound(stream, from, to)), "audio/wav");
        })).WithSummary("The sound of a stretch.");
    }

    private static IResult Find(Analyzer analyzer, string name, Func<StreamId, IResult> answer) =>
        StreamId.IsValid(name) && analyzer.Board.Find(new StreamId(name)) is not null ? answer(new StreamId(name)) : LearningEndpoints.NoStream(name);

    private static IResult Nothing(string name) => Results.Problem(
        $"Nothing is remembered of stream '{name}': only live streams are, while they are analysed.", statusCode: StatusCodes.Status404NotFound, title: "Nothing is remembered.");
}
