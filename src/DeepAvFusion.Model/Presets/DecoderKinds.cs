namespace DeepAvFusion.Model.Presets;

/// <summary>The published names of the decoder kinds.</summary>
public static class DecoderKinds
{
    /// <summary>Reads <c>plain</c> or <c>swin</c>.</summary>
    /// <exception cref="ModelConfigurationException">Any other name.</exception>
    public static DecoderKind Parse(string name) => name switch
    {
        "plain" => DecoderKind.Plain,
        "swin" => DecoderKind.Swin,
        _ => throw new ModelConfigurationException("decoder", [$"unknown decoder kind '{name}'; known are plain and swin"]),
    };
}
