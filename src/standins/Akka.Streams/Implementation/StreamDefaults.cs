using Akka.Configuration;

namespace Akka.Streams.Implementation;

/// <summary>The defaults of the settings streams read.</summary>
internal static class StreamDefaults
{
    public static Config Config { get; } = ConfigurationFactory.ParseString("""
        akka.stream.materializer {
          initial-input-buffer-size = 4
          max-input-buffer-size = 16
          dispatcher = ""
          blocking-io-dispatcher = "akka.actor.default-blocking-io-dispatcher"
          subscription-timeout {
            mode = cancel
            timeout = 5s
          }
          sync-processing-limit = 1000
        }
        """);
}
