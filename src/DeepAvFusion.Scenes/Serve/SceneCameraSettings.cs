using DeepAvFusion.Core;
using DeepAvFusion.Scenes.Video;

namespace DeepAvFusion.Scenes.Serve;

/// <summary>One synthetic camera.</summary>
/// <param name="Name">Letters, digits, dashes and underscores: its path is /NAME.ts.</param>
/// <param name="Seed">What happens in front of it.</param>
public sealed record SceneCameraSettings(string Name, SceneVideoSettings Video, long Seed)
{
    private static readonly string[] Schemes = ["udp", "srt", "rtmp", "rtsp"];

    /// <summary>Where the stream is sent as well: udp://, srt://, rtmp:// or rtsp:// addresses that take a stream.</summary>
    public IReadOnlyList<Uri> PushTo { get; init; } = [];

    /// <exception cref="UserErrorException">The name or an address is not possible.</exception>
    internal void Check()
    {
        Video.Check();
        if (Name.Length is 0 or > 60 || !Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            throw new UserErrorException($"'{Name}' is no name for a camera: use up to 60 letters, digits, dashes and underscores.");
        foreach (var target in PushTo)
            if (!target.IsAbsoluteUri || !Schemes.Contains(target.Scheme) || target.OriginalString.AsSpan().ContainsAny("\"\\ \r\n"))
                throw new UserErrorException($"Camera {Name} cannot push to '{target.Scheme}://{target.Host}': the address must begin with {string.Join("://, ", Schemes)}:// and have no blanks or quotes.");
    }
}
