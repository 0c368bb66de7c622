using System.Runtime.CompilerServices;
using System.Threading.Channels;
using DeepAvFusion.Core;
using DeepAvFusion.Media.Sources;

namespace DeepAvFusion.Engine.Tests.Streams;

/// <summary>A source that gives what a test says.</summary>
internal sealed class ScriptedSource(SourcePart part, bool isLive, bool isRecording) : IFrameSource
{
    private readonly Channel<AvFrame> _frames = Channel.CreateUnbounded<AvFrame>();

    public event Action<string>? Remarked;

    public MediaFormat Format { get; init; } = new()
    {
        HasPicture = part == SourcePart.Picture,
        HasSound = part == SourcePart.Sound,
        HasPreview = false,
        Width = part == SourcePart.Picture ? 2 : 0,
        Height = part == SourcePart.Picture ? 2 : 0,
        Duration = null,
        IsRecording = isRecording,
        Container = "script",
        PictureSource = part == SourcePart.Picture ? "pictures" : "",
        SoundSource = part == SourcePart.Sound ? "sounds" : "",
        Remark = "",
    };

    public bool IsLive => isLive;

    public string? Shortfall => null;

    public string? OpenAnew { get; private set; }

    public bool IsDisposed { get; private set; }

    public void Give(params AvFrame[] frames)
    {
        foreach (var frame in frames)
            _frames.Writer.TryWrite(frame);
    }

    /// <summary>No more comes: the media ended, or what is wrong.</summary>
    public void End(Exception? cause = null) => _frames.Writer.TryComplete(cause);

    public void Change(string why)
    {
        OpenAnew = why;
        End();
    }

    public void Remark(string text) => Remarked?.Invoke(text);

    public async IAsyncEnumerable<AvFrame> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var frame in _frames.Reader.ReadAllAsync(cancellation))
            yield return frame;
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        while (_frames.Reader.TryRead(out var frame))
            frame.Dispose();
        return ValueTask.CompletedTask;
    }
}
