using System.Diagnostics;

namespace DeepAvFusion.Media.Tests.Servers;

/// <summary>A test that needs a server program of the machine; `make setup` installs them. Without it the test says so and is skipped.</summary>
public sealed class NeedsFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> HasRtsp = new(() => Works("/usr/bin/python3", "-c", "import gi; gi.require_version('GstRtspServer', '1.0'); from gi.repository import GstRtspServer"));
    private static readonly Lazy<bool> HasRtmp = new(() => File.Exists(RtmpServer.Nginx) && File.Exists(RtmpServer.Module));

    public NeedsFactAttribute(params string[] servers)
    {
        foreach (var server in servers)
        {
            var (has, packages) = server switch
            {
                "rtsp" => (HasRtsp.Value, "python3-gi and gir1.2-gst-rtsp-server-1.0"),
                "pulse" => (File.Exists(PulseServer.Program), "pulseaudio and libasound2-plugins"),
                _ => (HasRtmp.Value, "nginx and libnginx-mod-rtmp"),
            };
            if (!has)
                Skip = $"needs the packages {packages}";
        }
    }

    private static bool Works(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
