using System.Diagnostics;

namespace DeepAvFusion.Media.Tests.Servers;

/// <summary>nginx with its RTMP module on a free port.</summary>
internal sealed class RtmpServer : IDisposable
{
    public const string Nginx = "/usr/sbin/nginx";
    public const string Module = "/usr/lib/nginx/modules/ngx_rtmp_module.so";

    private readonly string _folder = Directory.CreateTempSubdirectory("davf-rtmp-").FullName;
    private readonly Process _process;

    private RtmpServer()
    {
        Port = Ports.Free();
        var configuration = Path.Combine(_folder, "nginx.conf");
        File.WriteAllText(configuration, $$"""
            load_module {{Module}};
            daemon off;
            master_process off;
            pid {{_folder}}/pid;
            error_log stderr error;
            events { }
            rtmp { server { listen 127.0.0.1:{{Port}}; application live { live on; } } }
            """);
        _process = Process.Start(new ProcessStartInfo(Nginx, ["-p", _folder, "-c", configuration, "-e", "stderr"]))!;
    }

    public int Port { get; }

    public static async Task<RtmpServer> StartAsync()
    {
        var server = new RtmpServer();
        await Ports.Listening(server.Port);
        return server;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
