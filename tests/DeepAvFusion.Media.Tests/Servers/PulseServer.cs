using System.Diagnostics;

namespace DeepAvFusion.Media.Tests.Servers;

/// <summary>
/// PulseAudio as a daemon of the test's own, with a loudspeaker `room` that nobody hears and a microphone `room.monitor` in front of it; for ALSA the microphone is called `microphone`.
/// Programs that this process starts find both by their environment, until it is disposed.
/// </summary>
internal sealed class PulseServer : IDisposable
{
    public const string Program = "/usr/bin/pulseaudio";
    public const string Microphone = "device:audio=pulse:room.monitor";
    public const string AlsaMicrophone = "device:audio=alsa:microphone";

    private static readonly string[] Places = ["PULSE_SERVER", "ALSA_CONFIG_PATH"];

    private readonly string _folder = Directory.CreateTempSubdirectory("davf-pulse-").FullName;
    private readonly List<Process> _players = [];
    private Process? _daemon;

    private string Socket => Path.Combine(_folder, "native");

    public static async Task<PulseServer> StartAsync()
    {
        var server = new PulseServer();
        await File.WriteAllTextAsync(Path.Combine(server._folder, "daemon.pa"), $"""
            load-module module-null-sink sink_name=room rate=48000 channels=2
            load-module module-native-protocol-unix socket={server.Socket} auth-anonymous=1
            """);
        await File.WriteAllTextAsync(Path.Combine(server._folder, "asound.conf"), $$"""
            pcm.microphone { type pulse device "room.monitor" server "unix:{{server.Socket}}" }
            """);
        await server.SwitchOnAsync();
        Environment.SetEnvironmentVariable("PULSE_SERVER", $"unix:{server.Socket}");
        Environment.SetEnvironmentVariable("ALSA_CONFIG_PATH", Path.Combine(server._folder, "asound.conf"));
        return server;
    }

    /// <summary>Starts the daemon, again after <see cref="SwitchOff"/>.</summary>
    public async Task SwitchOnAsync()
    {
        var start = new ProcessStartInfo(Program, ["-n", "-F", Path.Combine(_folder, "daemon.pa"), "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--log-level=error"])
        {
            RedirectStandardError = true,
        };
        foreach (var place in new[] { "HOME", "XDG_RUNTIME_DIR", "PULSE_RUNTIME_PATH", "PULSE_STATE_PATH" })
            start.Environment[place] = _folder;
        foreach (var place in Places)
            start.Environment.Remove(place);
        _daemon = Process.Start(start)!;
        _daemon.ErrorDataReceived += (_, _) => { };
        _daemon.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!File.Exists(Socket))
            await Task.Delay(20, limit.Token);
    }

    /// <summary>The daemon goes, and every program that listens loses it.</summary>
    public void SwitchOff()
    {
        EndDaemon();
        File.Delete(Socket);
    }

    /// <summary>Plays a tone into the room until the end.</summary>
    public void Play(int frequency) => _players.Add(Process.Start(new ProcessStartInfo(
        "ffmpeg", ["-nostdin", "-v", "error", "-re", "-f", "lavfi", "-i", $"sine=f={frequency}:r=48000", "-af", "volume=6", "-ac", "2", "-f", "pulse", "-device", "room", "tone"]))!);

    public void Dispose()
    {
        foreach (var place in Places)
            Environment.SetEnvironmentVariable(place, null);
        _players.ForEach(End);
        EndDaemon();
        Directory.Delete(_folder, recursive: true);
    }

    private void EndDaemon()
    {
        if (_daemon is not null)
            End(_daemon);
        _daemon = null;
    }

    private static void End(Process process)
    {
        using (process)
        {
            process.Kill();
            process.WaitForExit();
        }
    }
}
