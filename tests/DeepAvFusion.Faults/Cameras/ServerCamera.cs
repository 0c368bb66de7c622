using System.Diagnostics;
using System.Globalization;
using DeepAvFusion.Media.Tests.Servers;

namespace DeepAvFusion.Faults.Cameras;

/// <summary>A camera whose server is a program of its own, which can be stopped, killed and started again under the same address.</summary>
internal sealed class ServerCamera : IDisposable
{
    private const string RtspScript = """
        import gi, sys
        gi.require_version('Gst', '1.0')
        gi.require_version('GstRtspServer', '1.0')
        from gi.repository import Gst, GstRtspServer, GLib
        Gst.init(None)
        server = GstRtspServer.RTSPServer()
        server.set_address('127.0.0.1')
        server.set_service(sys.argv[1])
        factory = GstRtspServer.RTSPMediaFactory()
        factory.set_launch('( videotestsrc is-live=true ! video/x-raw,width=320,height=240,framerate=10/1 ! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=10 ! rtph264pay name=pay0 pt=96 '
                           'audiotestsrc is-live=true freq=440 ! audio/x-raw,rate=8000,channels=1 ! alawenc ! rtppcmapay name=pay1 pt=8 )')
        factory.set_shared(True)
        server.get_mount_points().add_factory('/both', factory)
        server.attach(None)
        GLib.MainLoop().run()
        """;

    private readonly string _program;
    private readonly string[] _arguments;
    private readonly IDisposable? _with;
    private Process _process;

    private ServerCamera(string uri, string program, string[] arguments, IDisposable? with = null)
    {
        (Uri, _program, _arguments, _with) = (uri, program, arguments, with);
        _process = Begin();
    }

    public string Uri { get; }

    /// <summary>GStreamer's RTSP server.</summary>
    public static async Task<ServerCamera> RtspAsync()
    {
        var port = Ports.Free();
        var camera = new ServerCamera($"rtsp://127.0.0.1:{port}/both", "/usr/bin/python3", ["-c", RtspScript, $"{port}"]);
        await Ports.Listening(port);
        return camera;
    }

    /// <summary>nginx, and an FFmpeg that publishes to it: the latter is what can be stopped.</summary>
    public static async Task<ServerCamera> RtmpAsync(Footage footage)
    {
        var server = await RtmpServer.StartAsync();
        var uri = $"rtmp://127.0.0.1:{server.Port}/live/door";
        return new ServerCamera(uri, "ffmpeg", [.. Endless(footage), "-bsf:a", "aac_adtstoasc", "-f", "flv", uri], server);
    }

    /// <summary>FFmpeg that waits for an SRT caller, and ends with it.</summary>
    public static ServerCamera Srt(Footage footage)
    {
        var uri = $"srt://127.0.0.1:{Ports.Free(System.Net.Sockets.SocketType.Dgram)}";
        return new ServerCamera(uri, "sh", ["-c", "while :; do ffmpeg \"$@\"; done", "srt", .. Endless(footage), "-f", "mpegts", $"{uri}?mode=listener"]);
    }

    /// <summary>FFmpeg that cuts segments of a second into a folder, and a web server in front of it.</summary>
    public static async Task<ServerCamera> HlsAsync(Footage footage)
    {
        var folder = Directory.CreateTempSubdirectory("davf-hls-").FullName;
        var web = new FolderServer(folder);
        var camera = new ServerCamera($"http://127.0.0.1:{web.Port}/live.m3u8", "ffmpeg",
            [.. Endless(footage), "-f", "hls", "-hls_time", "1", "-hls_list_size", "6", "-hls_flags", "delete_segments+temp_file+append_list", Path.Combine(folder, "live.m3u8")], web);
        while (!File.Exists(Path.Combine(folder, "live.m3u8")))
            await Task.Delay(50);
        return camera;
    }

    public void Freeze() => Signal("STOP");

    public void Thaw() => Signal("CONT");

    public void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    public void Restart()
    {
        _process.Dispose();
        _process = Begin();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
        _with?.Dispose();
    }

    private static string[] Endless(Footage footage) => ["-nostdin", "-v", "error", "-re", "-stream_loop", "-1", "-i", footage.Usual, "-c", "copy"];

    private Process Begin() => Process.Start(new ProcessStartInfo(_program, _arguments) { RedirectStandardError = true })!;

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
