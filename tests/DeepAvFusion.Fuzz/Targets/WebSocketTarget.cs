using System.Net.WebSockets;
using DeepAvFusion.Core;
using DeepAvFusion.Fuzz.Running;
using DeepAvFusion.Server.Live;
using DeepAvFusion.Sinks.Live;

namespace DeepAvFusion.Fuzz.Targets;

/// <summary>What a viewer sends over its live channel: frames as they are, or messages that were changed and put into frames again.</summary>
internal sealed class WebSocketTarget() : FuzzTarget(
    "websocket", "{\"listen\":", "\"listen\"", "\"mixture\"", "\"residual\"", "\"region-1\"", "\"region-99999999999\"", "\"region--1\"", "null", "\"\\ud800\"", "\\ud800", "\"\\u0000\"", "{", "}", "[", "]", ":", ",", "\"", "\x81\x80\0\0\0\0", "\x88\x80\0\0\0\0",
    "\x89\x80\0\0\0\0", "\x01\x80\0\0\0\0", "\x81\xff\xff\xff\xff\xff\xff\xff\xff\xff", "\x82\xfe", "\xed\xa0\x80")
{
    private const int Head = 6;
    private const int Short = 125;
    private readonly LiveHub _hub = new(watchersPerStream: 2);

    public override byte[] Mutate(Mutation mutation, byte[] seed)
    {
        if (mutation.Random.Next(3) == 0 || seed.Length < Head || (seed[1] & 0x7F) > Short || seed.Length < Head + (seed[1] & 0x7F)) return mutation.Of(seed);
        var length = seed[1] & 0x7F;
        var message = mutation.Of(seed[Head..(Head + length)]);
        byte[] head = message.Length <= Short ? [seed[0], (byte)(0x80 | message.Length)] : [seed[0], 0xFE, (byte)(message.Length >> 8), (byte)message.Length];
        return [.. head, 0, 0, 0, 0, .. message, .. seed[(Head + length)..]];
    }

    public override string? Read(byte[] input)
    {
        using var watch = _hub.Watch(new StreamId("door"))!;
        using var connection = new Connection(input);
        using var socket = WebSocket.CreateFromStream(connection, new WebSocketCreationOptions { IsServer = true });
        var channel = new LiveChannel(socket, watch).RunAsync(CancellationToken.None);
        return channel.Wait(TimeSpan.FromSeconds(10)) ? null : throw new InvalidDataException("the channel goes on without its viewer");
    }

    public override void Dispose()
    {
        _hub.DisposeAsync().AsTask().GetAwaiter().GetResult();
        base.Dispose();
    }

    /// <summary>Gives what the viewer sends, and takes what is sent to it.</summary>
    private sealed class Connection(byte[] sent) : MemoryStream(sent, writable: false)
    {
        public override bool CanWrite => true;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}
