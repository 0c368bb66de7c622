using System.Net;
using System.Net.Sockets;
using DeepAvFusion.Faults.Cameras;
using DeepAvFusion.Faults.Faults;
using DeepAvFusion.Faults.Operator;

namespace DeepAvFusion.Faults.Machine;

/// <summary>Playlists and redirects that lead to a host that may not be opened.</summary>
public sealed class HostileSpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Nothing_leads_to_a_denied_host_or_to_a_file()
    {
        using var footage = new Footage();
        var folder = Directory.CreateTempSubdirectory("davf-hostile-").FullName;
        using var listener = new TcpListener(IPAddress.Parse("127.0.0.2"), 0);
        listener.Start();
        var denied = $"http://127.0.0.2:{((IPEndPoint)listener.LocalEndpoint).Port}/x.ts";
        var connections = 0;
        using var end = new CancellationTokenSource();
        var counting = CountAsync();
        using var web = new FolderServer(folder);
        web.Places["moved.ts"] = denied;
        File.Copy(footage.Usual, Path.Combine(folder, "good.ts"));
        var secret = Path.Combine(folder, "secret.ts");
        File.Copy(footage.Usual, secret);
        const string Head = "#EXTM3U\n#EXT-X-VERSION:5\n#EXT-X-TARGETDURATION:10\n#EXT-X-MEDIA-SEQUENCE:0\n";
        var lists = new Dictionary<string, string>
        {
            ["segment"] = $"{Head}#EXTINF:10,\n{denied}\n",
            ["key"] = $"{Head}#EXT-X-KEY:METHOD=AES-128,URI=\"{denied}\"\n#EXTINF:10,\ngood.ts\n",
            ["map"] = $"{Head}#EXT-X-MAP:URI=\"{denied}\"\n#EXTINF:10,\ngood.ts\n",
            ["variant"] = $"#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=100000\n{denied.Replace("x.ts", "x.m3u8", StringComparison.Ordinal)}\n",
            ["redirected"] = $"{Head}#EXTINF:10,\nto/moved.ts\n",
            ["file"] = $"{Head}#EXTINF:10,\nfile://{secret}\n",
        };
        using var analyzer = RunningAnalyzer.Start("source.denied-hosts = [\"127.0.0.2\"]");
        foreach (var (name, text) in lists)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.m3u8"), text);
            await analyzer.AddAsync(name, $"http://127.0.0.1:{web.Port}/{name}.m3u8");
        }
        await analyzer.AddAsync("redirect", $"http://127.0.0.1:{web.Port}/to/moved.ts");
        List<string> problems = [], told = [];
        foreach (var name in lists.Keys.Append("redirect"))
        {
            await analyzer.TellsAsync(name, stream => stream.Detail.Contains("next try", StringComparison.Ordinal) || stream.State is "faulted" or "ended" or "broke-off", Patience, "is refused");
            told.Add($"{name}: {(await analyzer.ToldAsync(name))!.Detail}");
            if (analyzer.Windows(name).Count > 0)
                problems.Add($"{name} was opened");
        }
        await end.CancelAsync();
        await counting;
        if (connections > 0)
            problems.Add($"{connections} connections to the denied host; {string.Join(" / ", told)}");
        new FaultOutcome("playlists and redirects to a denied host or a file", "-", null, $"{lists.Count + 1} ways, {connections} connections", null, null, problems).Judge();

        async Task CountAsync()
        {
            while (!end.IsCancellationRequested)
            {
                try
                {
                    using var client = await listener.AcceptTcpClientAsync(end.Token);
                    connections++;
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }
        }
    }
}
