namespace Standins.FFMpegCore.Tests;

/// <summary>A file with one second of picture and sound, made once for a class of tests.</summary>
public sealed class ProbeClip : IAsyncLifetime, IDisposable
{
    private readonly TestFolder _folder = new();

    public string File => _folder.File("clip.mkv");

    public async Task InitializeAsync() => await Clips.TestPicture(seconds: 1)
        .AddFileInput("sine=duration=1", false, input => input.ForceFormat("lavfi"))
        .OutputToFile(File, true, output => output
            .WithVideoCodec("mpeg4")
            .WithAudioCodec("pcm_s16le")
            .WithCustomArgument("-metadata title=\"two words\" -metadata:s:a:0 language=deu -disposition:v default"))
        .ProcessAsynchronously();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();
}
