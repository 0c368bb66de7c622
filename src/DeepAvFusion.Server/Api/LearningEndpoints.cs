using System.Globalization;
using DeepAvFusion.Core;
using DeepAvFusion.Core.Results;
using DeepAvFusion.Engine;
using DeepAvFusion.Engine.Learning;
using DeepAvFusion.Server.Access;
using DeepAvFusion.Store.Access;
using DeepAvFusion.Store.Events;
using DeepAvFusion.Training.Online;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DeepAvFusion.Server.Api;

/// <summary>/api/learning: what operators teach, and what becomes of it. Refusals are problem details (RFC 9457).</summary>
internal static class LearningEndpoints
{
    private const int MostListed = 200;
    private const string Somebody = "somebody";

    public static void MapLearning(this IEndpointRouteBuilder routes)
    {
        var analyzer = routes.ServiceProvider.GetRequiredService<Analyzer>();
        if (routes.ServiceProvider.GetService<LearningDesk>() is not { } desk)
        {
            routes.Map("/api/learning/{**rest}", () => Problem(StatusCodes.Status404NotFound, "Nothing is learnt.", "This analyzer does not learn (davf.learning.enabled is false).")).For(AccessRole.Viewer, StreamScope.Asked).ExcludeFromDescription();
            return;
        }
        var api = routes.MapGroup("/api/learning").AddEndpointFilter(ApiProblems.TellAsync).For(AccessRole.Viewer);
        api.MapGet("", () => TrainerView.Of(desk)).For(AccessRole.Viewer, StreamScope.Asked).WithSummary("What the trainer does, what was taught, and the labels in use.");
        api.MapPost("/corrections", (HttpContext context, NewCorrection correction, CancellationToken cancel) => TeachAsync(context, analyzer, desk, correction, cancel))
            .For(AccessRole.Operator, StreamScope.Asked).WithSummary("Say what a part of a live stream is.").Produces<CorrectionView>();
        api.MapGet("/samples", (HttpContext context, string? label, string? cursor, int? limit, bool? corrected) => Samples(desk.Taught, Caller.Of(context), label, cursor, limit ?? 50, corrected ?? true))
            .For(AccessRole.Viewer, StreamScope.Asked).WithSummary("What was taught, newest first.");
        api.MapGet("/samples/{id}/picture", (HttpContext context, string id) => Media(context, desk.Taught, desk.Taught.PicturePath(Id(id)), "image/jpeg", id, "picture")).For(AccessRole.Viewer, StreamScope.Asked).WithSummary("The picture of a sample.");
        api.MapGet("/samples/{id}/sound", (HttpContext context, string id) => Media(context, desk.Taught, desk.Taught.SoundPath(Id(id)), "audio/wav", id, "sound")).For(AccessRole.Viewer, StreamScope.Asked).WithSummary("The sound of a sample.");
        api.MapDelete("/samples/{id}", (string id) => desk.Taught.Delete(Id(id)) ? Results.NoContent() : NoSample(id)).For(AccessRole.Admin).WithSummary("Delete a sample.").Produces(StatusCodes.Status204NoContent);
        api.MapGet("/versions", () => desk.Taught.Versions.Select(version => VersionView.Of(version, desk.Status.Version))).For(AccessRole.Viewer, StreamScope.Asked).WithSummary("Every version, and why it is in use or not.");
        api.MapGet("/versions/{number:int}", (int number) => desk.Taught.Versions.FirstOrDefault(version => version.Number == number) is { } version
            ? Results.Ok(VersionView.Of(version, desk.Status.Version)) : NoVersion(number)).For(AccessRole.Viewer, StreamScope.Asked).WithSummary("One version.").Produces<VersionView>();
        api.MapPost("/versions/{number:int}/promote", async (HttpContext context, int number, Asking? asking, CancellationToken cancel) =>
        {
            if (desk.Taught.Versions.All(version => version.Number != number))
                return NoVersion(number);
            await desk.PromoteAsync(number, Who(context, asking?.By), cancel).ConfigureAwait(false);
            return Results.NoContent();
        }).For(AccessRole.Admin).WithSummary("Use a version now.").Produces(StatusCodes.Status204NoContent);
        api.MapPost("/rollback", async (HttpContext context, Return back, CancellationToken cancel) =>
        {
            if (back.Version is not { } to)
                return Problem(StatusCodes.Status400BadRequest, "It is not said where to.", "Give the version to go back to; 0 is the model as it came.");
            if (to != 0 && desk.Taught.Versions.All(version => version.Number != to))
                return NoVersion(to);
            await desk.RollBackAsync(to, Who(context, back.By), cancel).ConfigureAwait(false);
            return Results.NoContent();
        }).For(AccessRole.Admin).WithSummary("Go back to a version, or with 0 to the model as it came.").Produces(StatusCodes.Status204NoContent);
        api.MapPost("/fit", async (HttpContext context, Asking? asking, CancellationToken cancel) =>
        {
            await desk.FitAsync(Who(context, asking?.By), cancel).ConfigureAwait(false);
            return Results.Accepted("/api/learning");
        }).For(AccessRole.Operator).WithSummary("Fit a candidate now.").Produces(StatusCodes.Status202Accepted);
    }

    public static IResult NoStream(string name) =>
        Problem(StatusCodes.Status404NotFound, "There is no such stream.", StreamId.IsValid(name) ? $"There is no stream called '{name}'." : "That is not a stream name.");

    private static async Task<IResult> TeachAsync(HttpContext context, Analyzer analyzer, LearningDesk desk, NewCorrection correction, CancellationToken cancel)
    {
        if (correction.Stream is not { } name || !StreamId.IsValid(name) || !Caller.Of(context).MaySee(name) || analyzer.Board.Find(new StreamId(name)) is null)
            return NoStream(correction.Stream ?? "");
        AuditTrail.Target(context, name);
        var said = new[] { correction.Is is not null, correction.IsNot is not null, correction.Nothing is true };
        if (said.Count(one => one) != 1)
            throw new UserErrorException("Say exactly one of: 'is' with a label, 'isNot' with a label, or 'nothing': true.");
        var (kind, label) = correction.Is is not null ? (CorrectionKind.Is, correction.Is) : correction.IsNot is not null ? (CorrectionKind.IsNot, correction.IsNot) : (CorrectionKind.Nothing, null);
        var result = await desk.TeachAsync(new Lesson(new StreamId(name), EventOf(correction), correction.From, correction.To, kind, label, Who(context, correction.By), BoxOf(correction)), cancel).ConfigureAwait(false);
        return Results.Ok(new CorrectionView(result.Label, [.. result.Kept.Select(id => id.ToString())], result.Windows, result.Notes));
    }

    private static PictureBox? BoxOf(NewCorrection correction) => correction.Region is { } region ? new PictureBox(region.X, region.Y, region.Width, region.Height) : null;

    private static (RunId, long)? EventOf(NewCorrection correction)
    {
        if (correction.Event is not { } text)
            return null;
        if (correction.From is not null || correction.To is not null)
            throw new UserErrorException("Name either an event, or a stretch by from and to.");
        return EventId.TryParse(text, out var id) && id.Stream.Value == correction.Stream
            ? (id.Run, id.Number) : throw new UserErrorException($"'{text}' is no event of stream '{correction.Stream}'; events are called as /api/events tells, such as {correction.Stream}.260131080000000.5.");
    }

    private static SamplesView Samples(OnlineLearning taught, Caller caller, string? label, string? cursor, int limit, bool corrected)
    {
        if (limit is < 1 or > MostListed)
            throw new UserErrorException($"'limit' is {limit.ToString(CultureInfo.InvariantCulture)}; it must be a whole number from 1 to {MostListed}.");
        var page = taught.Samples(label, cursor is null ? null : Id(cursor), caller.Streams is null ? limit + 1 : int.MaxValue, corrected).Where(sample => caller.MaySee(sample.Stream)).Take(limit + 1).ToList();
        return new SamplesView([.. page.Take(limit).Select(SampleView.Of)], page.Count > limit ? page[limit - 1].Id.ToString() : null);
    }

    private static SampleId Id(string text) => SampleId.TryParse(text, out var id) ? id : throw new UserErrorException($"'{text}' names no sample; samples are called like s00000001.");

    private static IResult Media(HttpContext context, OnlineLearning taught, string? path, string type, string id, string what) => path is not null && MaySee(Caller.Of(context), taught, Id(id)) && File.Exists(path)
        ? Results.File(path, type, enableRangeProcessing: true) : Problem(StatusCodes.Status404NotFound, $"There is no such {what}.", $"There is no {what} of a sample called '{id}'.");

    private static bool MaySee(Caller caller, OnlineLearning taught, SampleId id) => caller.Streams is null || caller.MaySee(taught.Sample(id)?.Stream);

    /// <summary>Who signed in is that; others are who they say they are.</summary>
    private static string Who(HttpContext context, string? by) => Caller.Of(context) is { Kind: not CallerKind.Anybody } caller ? caller.Name : string.IsNullOrWhiteSpace(by) ? Somebody : by;

    private static IResult NoSample(string id) => Problem(StatusCodes.Status404NotFound, "There is no such sample.", $"There is no sample called '{id}'.");

    private static IResult NoVersion(int number) =>
        Problem(StatusCodes.Status404NotFound, "There is no such version.", $"There is no version {number.ToString(CultureInfo.InvariantCulture)}; see /api/learning/versions.");

    private static IResult Problem(int status, string title, string detail) => Results.Problem(detail, statusCode: status, title: title);
}
