using DeepAvFusion.Fuzz.Running;

namespace DeepAvFusion.Fuzz.Targets;

/// <summary>All targets by name.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyDictionary<string, Func<FuzzTarget>> All { get; } = new SortedDictionary<string, Func<FuzzTarget>>(StringComparer.Ordinal)
    {
        ["api"] = () => new ApiTarget(),
        ["hocon"] = () => new HoconTarget(),
        ["lists"] = () => new ListTarget(),
        ["nut"] = () => new NutTarget(),
        ["pickle"] = () => new PickleTarget(),
        ["safetensors"] = () => new SafetensorsTarget(),
        ["uri"] = () => new UriTarget(),
        ["websocket"] = () => new WebSocketTarget(),
    };
}
