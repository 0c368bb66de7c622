using System.Security.Cryptography;

namespace DeepAvFusion.Faults.Cameras;

/// <summary>Plays transport streams at the pace of their clock to one or more receivers, each from the beginning, and spoils them on demand.</summary>
internal sealed class Player(string footage)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Leap = TimeSpan.FromSeconds(5);

    private volatile Transport _footage = new(footage);

    /// <summary>Sends nothing more to anybody, for as long as it is true.</summary>
    public volatile bool Frozen;

    /// <summary>Replaces what is sent by random bytes of the same length.</summary>
    public volatile bool Garbles;

    /// <summary>Packets that are left out, by their stream.</summary>
    public Func<int, bool>? Lacks { get; set; }

    /// <summary>Times the pace of its clock.</summary>
    public double Speed { get; set; } = 1;

    /// <summary>Goes on with other footage, at once.</summary>
    public void Show(string footage) => _footage = new Transport(footage);

    public async Task PlayAsync(Func<byte[], Task> send, CancellationToken end)
    {
        while (true)
        {
            var footage = _footage;
            var (last, due) = ((TimeSpan?)null, TimeProvider.System.GetUtcNow());
            using var waiting = new MemoryStream();
            for (var index = 0; index < footage.Packets && ReferenceEquals(footage, _footage); index++)
            {
                var packet = footage.Packet(index);
                if (Transport.Clock(packet.Span) is { } clock)
                {
                    await send(waiting.ToArray());
                    waiting.SetLength(0);
                    if (clock - last is { } passed && passed > TimeSpan.Zero && passed < Leap)
                        due += passed / Speed;
                    last = clock;
                    if (await WaitAsync(due, end))
                        due = TimeProvider.System.GetUtcNow();
                }
                if (Lacks?.Invoke(Transport.Pid(packet.Span)) != true)
                    waiting.Write(Garbles ? RandomNumberGenerator.GetBytes(packet.Length) : packet.Span);
            }
            await send(waiting.ToArray());
            if (ReferenceEquals(footage, _footage))
                return;
        }
    }

    /// <returns>True when it was frozen meanwhile, so that what was due then is late for good.</returns>
    private async Task<bool> WaitAsync(DateTimeOffset due, CancellationToken end)
    {
        var frozen = false;
        while (Frozen)
        {
            frozen = true;
            await Task.Delay(Tick, end);
        }
        if (due - TimeProvider.System.GetUtcNow() is { } rest && rest > TimeSpan.Zero && !frozen)
            await Task.Delay(rest, end);
        return frozen;
    }
}
