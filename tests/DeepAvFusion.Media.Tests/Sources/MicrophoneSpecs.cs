using DeepAvFusion.Core;
using DeepAvFusion.Media.Sources;
using DeepAvFusion.Media.Tests.Servers;

namespace DeepAvFusion.Media.Tests.Sources;

/// <summary>Microphones of this machine, by a PulseAudio daemon of each test's own.</summary>
public sealed class MicrophoneSpecs
{
    private const int Frequency = 880;

    [NeedsFact("pulse")]
    public Task PulseAudio_is_heard() => IsHeard(PulseServer.Microphone);

    [NeedsFact("pulse")]
    public Task ALSA_is_heard() => IsHeard(PulseServer.AlsaMicrophone);

    [NeedsFact("pulse")]
    public async Task A_microphone_that_is_not_there_is_told_at_once()
    {
        using var server = await PulseServer.StartAsync();
        var error = await Sourcing.Fails("device:audio=pulse:nowhere");
        Assert.Contains("device:audio=pulse:nowhere", error.Message, StringComparison.Ordinal);
        Assert.NotEqual(SourceFailure.ConnectTimeout, error.Failure);
    }

    [NeedsFact("pulse")]
    public async Task A_microphone_whose_daemon_goes_ends_and_can_be_opened_again()
    {
        using var server = await PulseServer.StartAsync();
        await using var source = await Sourcing.Open(PulseServer.Microphone);
        var reading = Sourcing.Drain(source);
        server.SwitchOff();
        // FFmpeg takes it for an end or for an error, as the daemon goes
        Assert.True(await Record.ExceptionAsync(() => reading.WaitAsync(Sourcing.Patience)) is null or SourceException);
        await server.SwitchOnAsync();
        await using var again = await Sourcing.Open(PulseServer.Microphone);
        Assert.True(again.Format.HasSound);
    }

    private static async Task IsHeard(string microphone)
    {
        using var server = await PulseServer.StartAsync();
        server.Play(Frequency);
        await using var source = await Sourcing.Open(microphone);
        Assert.True(source.IsLive);
        Assert.True(source.Format is { HasSound: true, HasPicture: false, Duration: null }, source.Format.ToString());
        using var limit = new CancellationTokenSource(Sourcing.Patience);
        var heard = new List<float>();
        var end = TimeSpan.Zero;
        await foreach (var frame in source.ReadAsync(limit.Token))
        {
            using var sound = Assert.IsType<SoundFrame>(frame);
            end = sound.End.FromStart;
            heard.AddRange(sound.Samples.Span);
            // the player may begin later than the listener
            if (heard.Count > AudioClock.Rate && IsTone(heard.TakeLast(AudioClock.Rate / 2)))
                break;
        }
        // a system that is busy may let some of the microphone's sound go
        Assert.InRange(end.TotalSeconds, (heard.Count / (double)AudioClock.Rate) - 0.3, (heard.Count / (double)AudioClock.Rate) + 2);
    }

    /// <summary>It crosses zero as often as the tone does, and is loud.</summary>
    private static bool IsTone(IEnumerable<float> samples)
    {
        var half = samples.ToList();
        var crossings = half.Zip(half.Skip(1)).Count(pair => pair.First < 0 != pair.Second < 0);
        return half.Max() > 0.05 && Math.Abs(crossings - Frequency) < 20;
    }
}
