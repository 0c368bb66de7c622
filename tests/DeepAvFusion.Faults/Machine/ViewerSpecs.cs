using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using DeepAvFusion.Faults.Cameras;
using DeepAvFusion.Faults.Faults;
using DeepAvFusion.Faults.Operator;

namespace DeepAvFusion.Faults.Machine;

/// <summary>Viewers that open the live channel and never read.</summary>
public sealed class ViewerSpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Viewers_that_do_not_read_give_up_their_places()
    {
        using var footage = new Footage();
        await using var witness = await Witness.StartAsync(footage, TimeSpan.FromSeconds(2));
        List<TcpClient> viewers = [];
        List<string> problems = [];
        var began = DateTimeOffset.UtcNow;
        var watch = Stopwatch.StartNew();
        while (await OpenAsync(witness.Analyzer, viewers) == 101)
            continue;
        if (viewers.Count != 17)
            problems.Add($"{viewers.Count - 1} places");
        await Waiting.UntilAsync(async () => await OpenAsync(witness.Analyzer, viewers) == 101, Patience, "a free place");
        var freed = watch.Elapsed;
        if (freed > Bound * Bars.Now.Patience)
            problems.Add("too late");
        var ended = DateTimeOffset.UtcNow;
        var (share, here, beside) = await witness.SawAsync(began, ended);
        if (share < Bars.Now.WitnessShare)
            problems.Add("the witness lost windows");
        viewers.ForEach(viewer => viewer.Dispose());
        new FaultOutcome("16 viewers never read", "30 s", freed, "429 meanwhile, then a free place", share, here / beside, problems).Judge();
    }

    /// <returns>The status of the answer.</returns>
    private static async Task<int> OpenAsync(RunningAnalyzer analyzer, List<TcpClient> viewers)
    {
        var client = new TcpClient { ReceiveBufferSize = 4096 };
        viewers.Add(client);
        await client.ConnectAsync(analyzer.Page.Host, analyzer.Page.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /api/streams/{Witness.Stream}/live HTTP/1.1\r\nHost: {analyzer.Page.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {Convert.ToBase64String(new byte[16])}\r\n\r\n"));
        var answer = new byte[12];
        await client.GetStream().ReadExactlyAsync(answer);
        return int.Parse(Encoding.ASCII.GetString(answer, 9, 3), System.Globalization.CultureInfo.InvariantCulture);
    }
}
