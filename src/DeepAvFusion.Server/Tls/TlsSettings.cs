using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Server.Tls;

/// <summary>Files in PEM form: the server's certificate, with those between it and the root behind it, and its key.</summary>
public sealed record TlsSettings(string Certificate, string Key)
{
    /// <returns>Null for no TLS.</returns>
    internal static TlsSettings? From(SettingsReader server) => server.Section("tls", tls =>
    {
        var (certificate, key) = (tls.OptionalText("certificate"), tls.OptionalText("key"));
        if (certificate is null != key is null)
            tls.Problem(certificate is null ? "certificate" : "key", "is empty; give both the certificate and its key, as PEM files, or neither");
        return certificate is not null && key is not null ? new TlsSettings(certificate, key) : null;
    });
}
