using DeepAvFusion.Faults.Cameras;
using static DeepAvFusion.Faults.Faults.FaultScene;

namespace DeepAvFusion.Faults.Faults;

/// <summary>What goes wrong with real servers: RTSP by GStreamer, RTMP by nginx, SRT and HLS by FFmpeg, MPEG-TS over UDP.</summary>
internal static class ServerFaults
{
    private const string Silent = "has sent nothing for";

    public static IReadOnlyList<Fault> All { get; } =
    [
        Of("RTSP: the server stands still", 10, Silent, async scene =>
        {
            var camera = scene.Keep(await ServerCamera.RtspAsync());
            await scene.WorksAsync(camera.Uri);
            camera.Freeze();
            await scene.TellsAsync(Silent);
            camera.Thaw();
        }) with { IsShort = true },
        Of("RTSP: the server is killed and starts again after 8 s", 10, "refused|failure=\"unreachable\"", async scene =>
        {
            var camera = scene.Keep(await ServerCamera.RtspAsync());
            await scene.WorksAsync(camera.Uri);
            await ReplacedAsync(camera, 8);
        }),
        Of("RTMP: the publisher is gone for 8 s", 12, "connecting", async scene =>
        {
            var camera = scene.Keep(await ServerCamera.RtmpAsync(scene.Footage));
            await scene.WorksAsync(camera.Uri);
            await ReplacedAsync(camera, 8);
        }) with { IsShort = true },
        Of("RTMP: the publisher stands still", 12, Silent, async scene =>
        {
            var camera = scene.Keep(await ServerCamera.RtmpAsync(scene.Footage));
            await scene.WorksAsync(camera.Uri);
            camera.Freeze();
            await scene.TellsAsync(Silent);
            camera.Thaw();
        }),
        Of("SRT: the sender is gone for 8 s", 12, "next try in", async scene =>
        {
            var camera = scene.Keep(ServerCamera.Srt(scene.Footage));
            await scene.WorksAsync(camera.Uri);
            await ReplacedAsync(camera, 8);
        }) with { IsShort = true },
        Of("HLS: the encoder stands still", 14, Silent, async scene =>
        {
            var camera = scene.Keep(await ServerCamera.HlsAsync(scene.Footage));
            await scene.WorksAsync(camera.Uri);
            camera.Freeze();
            await scene.TellsAsync(Silent);
            camera.Thaw();
        }) with { IsShort = true },
        Of("HLS: the encoder is killed and starts again after 8 s", 14, "running", async scene =>
        {
            var camera = scene.Keep(await ServerCamera.HlsAsync(scene.Footage));
            await scene.WorksAsync(camera.Uri);
            await ReplacedAsync(camera, 8);
        }),
        Of("UDP: nothing is sent until that is told", 8, Silent, async scene =>
        {
            var camera = scene.Keep(new UdpCamera(scene.Footage.Usual));
            await scene.WorksAsync(camera.Uri);
            camera.Player.Frozen = true;
            await scene.TellsAsync(Silent);
            camera.Player.Frozen = false;
        }) with { IsShort = true },
        Of("UDP: every 20th datagram is lost for 15 s", 6, "davf_source_errors_total.* [1-9]", async scene =>
        {
            var camera = scene.Keep(new UdpCamera(scene.Footage.Usual));
            await scene.WorksAsync(camera.Uri);
            camera.Loss = 0.05;
            await HoldAsync(15);
            camera.Loss = 0;
        }),
    ];

    /// <summary>Each brings a server of its own, which has to work first.</summary>
    private static Fault Of(string name, double bound, string told, Func<FaultScene, Task> script) => new(name, TimeSpan.FromSeconds(bound), told, script) { FromTheStart = true };

    private static async Task ReplacedAsync(ServerCamera camera, double seconds)
    {
        camera.Kill();
        await HoldAsync(seconds);
        camera.Restart();
    }
}
