using System.Text;
using DeepAvFusion.Core;
using DeepAvFusion.Fuzz.Running;
using DeepAvFusion.Media.Sources;

namespace DeepAvFusion.Fuzz.Targets;

/// <summary>Addresses of sources. What a text shows of itself never holds its password.</summary>
internal sealed class UriTarget() : FuzzTarget(
    "uri", "://", "rtsp://", "http://", "file:", "file://", "device:", "video=", "audio=", "alsa:", "pulse:", "udp://", "srt://", "concat:", "pipe:", "subfile,,", "@", ":", "/", "//", "?", "#", "%00", "%2f", "%3a", "%25",
    "[::1]", "[", "]", "127.0.0.1", "0x7f000001", "localhost", "../", "\xc2\xa0", "\xe2\x80\xa8", "\xef\xbc\x9a", "\xed\xa0\x80", "user:hunter2@", "password=hunter2", "passphrase=", "&", "=", ":554", ":99999", ":-1")
{
    public override string? Read(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        try
        {
            var source = SourceUri.Parse(text, SourcePolicy.Open);
            return source.ToString().Any(char.IsControl) || source.Name.Contains('/') && source.IsRemote ? throw new InvalidDataException($"shown as '{source}', named '{source.Name}'") : null;
        }
        catch (UserErrorException refusal)
        {
            return refusal.Message;
        }
    }
}
