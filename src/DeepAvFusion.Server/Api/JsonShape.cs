using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepAvFusion.Server.Api;

/// <summary>How the API writes JSON: camelCase keys, dashed names.</summary>
internal static class JsonShape
{
    public static void Apply(JsonSerializerOptions options)
    {
        options.AllowDuplicateProperties = false;
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower));
    }
}
