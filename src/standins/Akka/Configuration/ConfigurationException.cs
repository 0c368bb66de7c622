using Akka.Actor;

namespace Akka.Configuration;

/// <summary>A setting or a HOCON text is not usable; the message says which and why.</summary>
public class ConfigurationException : AkkaException
{
    public ConfigurationException(string message) : base(message) { }

    public ConfigurationException(string message, Exception? exception) : base(message, exception) { }

    public static ConfigurationException NullOrEmptyConfig<T>(string? path = null) =>
        new(path is null
            ? $"Failed to instantiate {typeof(T).Name}: the configuration is null or empty."
            : $"Failed to instantiate {typeof(T).Name}: the configuration at '{path}' is null or empty.");
}
