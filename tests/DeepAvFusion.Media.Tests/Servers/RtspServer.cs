using System.Diagnostics;
using System.Globalization;

namespace DeepAvFusion.Media.Tests.Servers;

/// <summary>GStreamer's RTSP server on free ports: /both with picture and sound, /eye with picture alone; and two locked ones with /eye for one user, by Basic and by Digest.</summary>
internal sealed class RtspServer : IDisposable
{
    public const string User = "admin";

    /// <summary>A password with everything that makes URLs hard.</summary>
    public const string Password = "p@ss/w#rd%1?x";

    private const string Script = """
        import gi, sys
        gi.require_version('Gst', '1.0')
        gi.require_version('GstRtspServer', '1.0')
        gi.require_version('GstRtsp', '1.0')
        from gi.repository import Gst, GstRtsp, GstRtspServer, GLib
        Gst.init(None)
        eye = 'videotestsrc is-live=true ! video/x-raw,width=320,height=240,framerate=15/1 ! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=15 ! rtph264pay name=pay0 pt=96'
        ear = 'audiotestsrc is-live=true freq=440 ! audio/x-raw,rate=8000,channels=1 ! alawenc ! rtppcmapay name=pay1 pt=8'
        def serve(paths):
            server = GstRtspServer.RTSPServer()
            server.set_address('127.0.0.1')
            server.set_service('0')
            for path, launch in paths:
                factory = GstRtspServer.RTSPMediaFactory()
                factory.set_launch('( %s )' % launch)
                factory.set_shared(True)
                user = Gst.Structure.new_empty('user')
                user.set_value('media.factory.access', True)
                user.set_value('media.factory.construct', True)
                factory.add_role_from_structure(user)
                server.get_mount_points().add_factory(path, factory)
            return server
        public = serve((('/both', eye + ' ' + ear), ('/eye', eye)))
        def lock(method):
            locked = serve((('/eye', eye),))
            token = GstRtspServer.RTSPToken()
            token.set_string('media.factory.role', 'user')
            auth = GstRtspServer.RTSPAuth()
            auth.set_supported_methods(method)
            auth.add_basic(GstRtspServer.RTSPAuth.make_basic(sys.argv[1], sys.argv[2]), token)
            auth.add_digest(sys.argv[1], sys.argv[2], token)
            locked.set_auth(auth)
            return locked
        servers = [public, lock(GstRtsp.RTSPAuthMethod.BASIC), lock(GstRtsp.RTSPAuthMethod.DIGEST)]
        for server in servers:
            server.attach(None)
        print(*[server.get_bound_port() for server in servers], flush=True)
        GLib.MainLoop().run()
        """;

    private readonly Process _process;

    private RtspServer(Process process, string ports)
    {
        _process = process;
        var numbers = ports.Split(' ').Select(port => int.Parse(port, CultureInfo.InvariantCulture)).ToList();
        (Port, LockedPort, DigestPort) = (numbers[0], numbers[1], numbers[2]);
    }

    public int Port { get; }

    public int LockedPort { get; }

    public int DigestPort { get; }

    public static async Task<RtspServer> StartAsync()
    {
        var process = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", Script, User, Password]) { RedirectStandardOutput = true })!;
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(90));
        return new RtspServer(process, line ?? throw new InvalidOperationException("The RTSP server did not start."));
    }

    /// <summary>The camera is switched off, without a good-bye.</summary>
    public void Freeze() => Signal("STOP");

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
