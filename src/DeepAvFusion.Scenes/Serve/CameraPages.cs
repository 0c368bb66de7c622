using Microsoft.AspNetCore.Http;

namespace DeepAvFusion.Scenes.Serve;

/// <summary>Answers viewers: a camera's stream until either side has enough, or plain words.</summary>
/// <param name="mostViewers">Of all cameras together.</param>
/// <param name="stop">Ends every stream.</param>
internal sealed class CameraPages(IReadOnlyList<SceneCamera> cameras, int mostViewers, CancellationToken stop)
{
    private readonly string _list = string.Join("\n", cameras.Select(camera => PathOf(camera.Settings)));
    private int _viewers;

    public static string PathOf(SceneCameraSettings camera) => $"/{camera.Name}.ts";

    public Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
            return SayAsync(response, StatusCodes.Status405MethodNotAllowed, "Only GET and HEAD are served here.");
        if (cameras.FirstOrDefault(camera => request.Path == PathOf(camera.Settings)) is { } camera)
            return StreamAsync(context, camera);
        return request.Path == "/" ? SayAsync(response, StatusCodes.Status200OK, _list)
            : SayAsync(response, StatusCodes.Status404NotFound, $"There is no such camera. There are:\n{_list}");
    }

    private async Task StreamAsync(HttpContext context, SceneCamera camera)
    {
        var response = context.Response;
        try
        {
            if (Interlocked.Increment(ref _viewers) > mostViewers)
            {
                await SayAsync(response, StatusCodes.Status503ServiceUnavailable, "There are too many viewers already.").ConfigureAwait(false);
                return;
            }

            response.ContentType = "video/mp2t";
            (response.Headers.CacheControl, response.Headers.Connection) = ("no-store", "close");
            if (HttpMethods.IsHead(context.Request.Method)) return;
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stop);
            using var viewer = camera.Broadcast.Join();
            await using var dropped = viewer.Dropped.Register(context.Abort).ConfigureAwait(false);
            await response.StartAsync(ended.Token).ConfigureAwait(false);
            await foreach (var block in viewer.Blocks.ReadAllAsync(ended.Token).ConfigureAwait(false))
                await response.Body.WriteAsync(block, ended.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // the viewer left, was too slow, or the server stops
        }
        finally
        {
            Interlocked.Decrement(ref _viewers);
        }
    }

    private static Task SayAsync(HttpResponse response, int status, string text)
    {
        response.StatusCode = status;
        response.ContentType = "text/plain; charset=utf-8";
        return response.WriteAsync(text + "\n");
    }
}
