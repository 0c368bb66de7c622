using System.Globalization;
using DeepAvFusion.Faults.Cameras;
using DeepAvFusion.Faults.Faults;

namespace DeepAvFusion.Faults.Crowd;

/// <summary>A camera on bad Wi-Fi, for ten minutes.</summary>
[Trait("Suite", "long")]
public sealed class FlappingSpecs
{
    private const int Rounds = 36;
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Up = TimeSpan.FromSeconds(13);
    private static readonly TimeSpan Down = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task A_camera_that_is_there_for_13_s_and_away_for_4_s_gives_nine_tenths_of_its_windows()
    {
        const string Stream = "flapping";
        using var footage = new Footage();
        await using var camera = new Camera(footage.Usual);
        await using var witness = await Witness.StartAsync(footage, Step);
        await witness.Analyzer.AddAsync(Stream, camera.Uri);
        await witness.Analyzer.WindowAsync(Stream, window => window.IsWhole, FaultScene.Patience);
        await camera.RefuseAsync();
        await FaultScene.HoldAsync(Down.TotalSeconds);
        var began = DateTimeOffset.UtcNow;
        for (var round = 0; round < Rounds; round++)
        {
            camera.Accept();
            await FaultScene.HoldAsync(Up.TotalSeconds);
            await camera.RefuseAsync();
            await FaultScene.HoldAsync(Down.TotalSeconds);
        }
        var ended = DateTimeOffset.UtcNow;
        var windows = witness.Analyzer.Windows(Stream).Count(window => window.CapturedAt > began);
        var possible = Rounds * (((Up - Window) / Step) + 1);         // each time the first comes when there is a window's length of media
        var share = windows / possible;
        List<string> problems = [];
        if (share < 0.9)
            problems.Add("windows are missing");
        var (came, here, beside) = await witness.SawAsync(began, ended);
        new FaultOutcome("13 s there, 4 s away, for 10 minutes", "90 % of windows", null, string.Create(CultureInfo.InvariantCulture, $"{windows} of {possible:0} windows, {share:0.0 %}"),
            came, here / beside, problems).Judge();
    }
}
