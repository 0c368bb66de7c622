using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace DeepAvFusion.Media.Sources.Gate;

/// <summary>User and password of an RTSP server, and how it wants to be told them.</summary>
/// <param name="userInfo">As in an address.</param>
internal sealed partial class RtspLogin(string userInfo)
{
    private readonly string _user = Uri.UnescapeDataString(userInfo.Split(':', 2)[0]);
    private readonly string _password = userInfo.Contains(':') ? Uri.UnescapeDataString(userInfo.Split(':', 2)[1]) : "";
    private Dictionary<string, string>? _digest;
    private bool _isBasic;
    private int _count;

    /// <summary>Takes note of what the server asks for. Digest is taken before Basic, MD5 before what newer servers offer besides.</summary>
    /// <returns>Whether it can be answered.</returns>
    public bool Challenged(IEnumerable<string> challenges)
    {
        var all = challenges.ToList();
        var digest = all.Where(challenge => challenge.StartsWith("Digest", StringComparison.OrdinalIgnoreCase))
            .Select(challenge => PairForm().Matches(challenge).ToDictionary(pair => pair.Groups[1].Value, pair => pair.Groups[2].Value + pair.Groups[3].Value, StringComparer.OrdinalIgnoreCase))
            .Where(parts => Hash(parts) is not null).OrderBy(parts => Hash(parts) == HashAlgorithmName.MD5 ? 0 : 1).FirstOrDefault();
        (_digest, _isBasic, _count) = (digest, digest is null && all.Any(challenge => challenge.StartsWith("Basic", StringComparison.OrdinalIgnoreCase)), 0);
        return _isBasic || _digest is not null;
    }

    /// <summary>What goes with a request; null while the server has not asked for it.</summary>
    public string? Answer(string method, string uri)
    {
        if (_isBasic)
            return $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_user}:{_password}"))}";
        if (_digest is not { } digest)
            return null;
        var (realm, nonce) = (digest.GetValueOrDefault("realm", ""), digest.GetValueOrDefault("nonce", ""));
        var hash = Hash(digest)!.Value;
        var (who, what) = (Hex(hash, $"{_user}:{realm}:{_password}"), Hex(hash, $"{method}:{uri}"));
        var answer = new StringBuilder($"Digest username=\"{_user}\", realm=\"{realm}\", nonce=\"{nonce}\", uri=\"{uri}\"");
        if (digest.GetValueOrDefault("qop", "").Split(',', StringSplitOptions.TrimEntries).Contains("auth"))
        {
            var (count, own) = ($"{++_count:x8}", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
            answer.Append($", response=\"{Hex(hash, $"{who}:{nonce}:{count}:{own}:auth:{what}")}\", qop=auth, nc={count}, cnonce=\"{own}\"");
        }
        else
            answer.Append($", response=\"{Hex(hash, $"{who}:{nonce}:{what}")}\"");
        if (digest.TryGetValue("algorithm", out var algorithm))
            answer.Append($", algorithm={algorithm}");
        if (digest.TryGetValue("opaque", out var opaque))
            answer.Append($", opaque=\"{opaque}\"");
        return answer.ToString();
    }

    private static HashAlgorithmName? Hash(Dictionary<string, string> digest) => digest.GetValueOrDefault("algorithm", "MD5").ToUpperInvariant() switch
    {
        "MD5" => HashAlgorithmName.MD5,
        "SHA-256" => HashAlgorithmName.SHA256,
        _ => null,
    };

    [SuppressMessage("Security", "CA5351", Justification = "The server says which; most know no other.")]
    private static string Hex(HashAlgorithmName hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Convert.ToHexStringLower(hash == HashAlgorithmName.MD5 ? MD5.HashData(bytes) : SHA256.HashData(bytes));
    }

    [GeneratedRegex(@"(\w+)\s*=\s*(?:""([^""]*)""|([^\s,""]+))")]
    private static partial Regex PairForm();
}
