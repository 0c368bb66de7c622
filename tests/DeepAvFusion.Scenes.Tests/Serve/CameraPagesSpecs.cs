using System.IO.Pipelines;
using DeepAvFusion.Scenes.Serve;
using DeepAvFusion.Scenes.Video;
using Microsoft.AspNetCore.Http;

namespace DeepAvFusion.Scenes.Tests.Serve;

public sealed class CameraPagesSpecs : IDisposable
{
    private static readonly byte[] Packet = [0x47, .. new byte[TransportSplitter.PacketSize - 1]];

    private readonly SceneCamera _camera = new(new SceneCameraSettings("atrium", new SceneVideoSettings(), 1), _ => { });
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _aborted = new();
    private readonly Pipe _connection = new(new PipeOptions(pauseWriterThreshold: 1000, resumeWriterThreshold: 500));
    private readonly DefaultHttpContext _context = new();
    private readonly Task _answer;

    public CameraPagesSpecs()
    {
        _context.Request.Method = "GET";
        _context.Request.Path = "/atrium.ts";
        _context.Response.Body = _connection.Writer.AsStream();
        _context.Features.Set<Microsoft.AspNetCore.Http.Features.IHttpRequestLifetimeFeature>(new Lifetime(_aborted));
        _answer = new CameraPages([_camera], 1, _stop.Token).AnswerAsync(_context);
        Assert.Equal(1, _camera.Broadcast.Viewers);
    }

    public void Dispose()
    {
        Assert.Equal(0, _camera.Broadcast.Viewers);
        _stop.Dispose();
        _aborted.Dispose();
    }

    [Fact]
    public async Task A_viewer_that_reads_nothing_is_let_go_and_its_connection_with_it()
    {
        for (var i = 0; i < 1000; i++)
            _camera.Broadcast.Send(Packet);
        await _answer.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.True(_aborted.IsCancellationRequested);
        Assert.Equal(1, _camera.Broadcast.Dropped);
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_a_viewer_that_reads_nothing()
    {
        for (var i = 0; i < 100; i++)
            _camera.Broadcast.Send(Packet);
        Assert.False(_answer.IsCompleted);
        await _stop.CancelAsync();
        await _answer.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task The_answer_ends_with_the_stream()
    {
        _camera.Broadcast.Send(Packet);
        _camera.Broadcast.End();
        await _answer.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal("video/mp2t", _context.Response.ContentType);
        Assert.Equal(Packet, (await _connection.Reader.ReadAsync()).Buffer.FirstSpan.ToArray());
    }

    private sealed class Lifetime(CancellationTokenSource aborted) : Microsoft.AspNetCore.Http.Features.IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; } = aborted.Token;

        public void Abort() => aborted.Cancel();
    }
}
