using DeepAvFusion.Faults.Cameras;
using static DeepAvFusion.Faults.Faults.FaultScene;

namespace DeepAvFusion.Faults.Faults;

/// <summary>What goes wrong with a camera or on the way to it.</summary>
internal static class CameraFaults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        Of("refuses connections for 12 s", 5, "Connection refused|failure=\"unreachable\"", async scene =>
        {
            await scene.Camera.RefuseAsync();
            await HoldAsync(12);
            scene.Camera.Accept();
        }) with { IsShort = true },
        Of("takes the connection and sends nothing", 6, "did not answer with media within", scene => AnewAsync(scene, CameraMode.Mute, "did not answer")),
        Of("sends headers and nothing more", 6, "did not answer with media within", scene => AnewAsync(scene, CameraMode.HeadersOnly, "did not answer")),
        Of("dribbles a byte a second", 6, "did not answer with media within", scene => AnewAsync(scene, CameraMode.Dribbles, "did not answer")) with { IsShort = true },
        Of("sends garbage from the start", 6, "did not answer with media|no media|cannot be decoded", async scene =>
        {
            scene.Camera.Mode = CameraMode.Garbage;
            await scene.Analyzer.AddAsync(scene.Stream, scene.Camera.Uri);
            await scene.TellsAsync("next try");
            Heal(scene);
        }) with { FromTheStart = true },
        Of("stalls in the middle", 6, "has sent nothing for", async scene =>
        {
            scene.Camera.Player.Frozen = true;
            await scene.TellsAsync("has sent nothing for");
            scene.Camera.Player.Frozen = false;
        }) with { IsShort = true },
        Of("closes every 2 s, for 30 s", 6, "the source ended", async scene =>
        {
            for (var i = 0; i < 15; i++)
            {
                scene.Camera.HangUp();
                await HoldAsync(2);
            }
        }),
        Of("turns into garbage", 6, "decoded|failure=\"undecodable\"", async scene =>
        {
            scene.Camera.Player.Garbles = true;
            await scene.TellsAsync("next try");
            scene.Camera.Player.Garbles = false;
            scene.Camera.HangUp();
        }) with { IsShort = true },
        Of("sound stops and returns", 6, "davf_source_stalled.*part=\"sound\".* 1$", scene => WithoutAsync(scene, Transport.Sound, "sound")) with { IsShort = true },
        Of("picture stops and returns", 6, "davf_source_stalled.*part=\"picture\".* 1$", scene => WithoutAsync(scene, Transport.Picture, "picture")),
        Of("clock leaps an hour ahead", 6, "davf_source_discontinuities_total.* [1-9]", scene => LeapAsync(scene, TimeSpan.FromHours(1))),
        Of("clock leaps an hour back", 6, "davf_source_discontinuities_total.* [1-9]", async scene =>
        {
            await LeapAsync(scene, TimeSpan.FromHours(1));
            scene.Camera.Player.Show(scene.Footage.Usual);
            await HoldAsync(5);
        }),
        Of("clock wraps at 33 bits", 4, "running", async scene =>
        {
            scene.Camera.Player.Show(scene.Footage.From(TimeSpan.FromSeconds((1L << 33) / 90_000.0 - 15)));
            await scene.WorksAsync(scene.Camera.Uri);
            await HoldAsync(20);
        }) with { FromTheStart = true },
        Of("picture grows from 320x240 to 480x360", 6, "running", async scene =>
        {
            scene.Camera.Player.Show(scene.Footage.Sized("480x360"));
            await HoldAsync(10);
        }),
        Of("codec changes from H.264 to MPEG-2", 6, "running", async scene =>
        {
            scene.Camera.Player.Show(scene.Footage.Mpeg2);
            await HoldAsync(10);
        }),
        Of("a picture every 2 s", 12, "a picture only every 2 s", scene => RareAsync(scene, 2)) with { FromTheStart = true },
        Of("a picture every 5 s", 12, "a picture only every 5 s", scene => RareAsync(scene, 5)) with { FromTheStart = true },
        Of("a picture every 30 s", 12, "a picture only every 30 s", scene => RareAsync(scene, 30)) with { FromTheStart = true },
        Of("sends 20 times too fast for 10 s", 6, "reason=\"stale\"", async scene =>
        {
            scene.Camera.Player.Speed = 20;
            await HoldAsync(10);
            scene.Camera.Player.Speed = 1;
        }),
    ];

    private static readonly TimeSpan RarelyTold = TimeSpan.FromSeconds(8);

    private static Fault Of(string name, double bound, string told, Func<FaultScene, Task> script) => new(name, TimeSpan.FromSeconds(bound), told, script);

    /// <summary>The camera goes away and comes back broken, until that is told.</summary>
    private static async Task AnewAsync(FaultScene scene, CameraMode mode, string told)
    {
        scene.Camera.Mode = mode;
        scene.Camera.HangUp();
        await scene.TellsAsync(told);
        Heal(scene);
    }

    private static void Heal(FaultScene scene)
    {
        scene.Camera.Mode = CameraMode.Plays;
        scene.Camera.HangUp();
    }

    private static async Task WithoutAsync(FaultScene scene, int packets, string part)
    {
        scene.Camera.Player.Lacks = packet => packet == packets;
        await scene.CountsAsync($"davf_source_stalled.*part=\"{part}\".* 1$");
        scene.Camera.Player.Lacks = null;
    }

    /// <summary>In MPEG-TS a picture is known when one or two more have begun.</summary>
    private static async Task RareAsync(FaultScene scene, int seconds)
    {
        scene.Camera.Player.Show(scene.Footage.Slow(seconds));
        await scene.Analyzer.AddAsync(scene.Stream, scene.Camera.Uri);
        await scene.TellsAsync($"a picture only every {seconds} s", RarelyTold * seconds);
    }

    private static async Task LeapAsync(FaultScene scene, TimeSpan to)
    {
        scene.Camera.Player.Show(scene.Footage.From(to));
        await HoldAsync(5);
    }
}
