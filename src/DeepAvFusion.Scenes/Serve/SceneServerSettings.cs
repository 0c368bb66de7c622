using System.Net;
using DeepAvFusion.Core;
using DeepAvFusion.Scenes.Kinds;
using DeepAvFusion.Scenes.Video;
using DeepAvFusion.Scenes.Worlds;

namespace DeepAvFusion.Scenes.Serve;

/// <summary>Synthetic cameras and where they are served.</summary>
public sealed record SceneServerSettings
{
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>0: any free port.</summary>
    public int Port { get; init; }

    public IReadOnlyList<SceneCameraSettings> Cameras { get; init; } = [Atrium(1), Street(2)];

    /// <summary>Most viewers of all cameras together.</summary>
    public int MostViewers { get; init; } = 64;

    /// <summary>Told in one line whatever an operator should know: an encoder that ended, a push target that is away.</summary>
    public Action<string> Report { get; init; } = _ => { };

    /// <summary>A light hall with instruments, a clock, a phone and a tap.</summary>
    public static SceneCameraSettings Atrium(long seed) => new("atrium", Show(BackdropStyle.Atrium, "guitar", "violin", "flute", "organ", "drum", "bell", "clock", "phone", "tap"), seed);

    /// <summary>A street with traffic and animals.</summary>
    public static SceneCameraSettings Street(long seed) => new("street", Show(BackdropStyle.Street, "engine", "siren", "train", "helicopter", "dog", "bird", "frog", "bell"), seed);

    /// <exception cref="UserErrorException">Something in them is not possible.</exception>
    internal void Check()
    {
        if (Port is < 0 or > 65535) throw new UserErrorException($"Port {Port} does not exist: use 0 (any free one) to 65535.");
        if (Cameras.Count == 0) throw new UserErrorException("There is no camera to serve: name at least one.");
        foreach (var camera in Cameras) camera.Check();
        if (Cameras.GroupBy(c => c.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new UserErrorException($"Two cameras are called '{twice.Key}': each needs a name of its own.");
    }

    private static SceneVideoSettings Show(BackdropStyle style, params string[] kinds) => new() { Style = style, Kinds = [.. kinds.Select(SceneKinds.Named)] };
}
