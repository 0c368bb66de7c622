using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using DeepAvFusion.Core;

namespace DeepAvFusion.Media.Sources.Gate;

/// <summary>Says what is wrong with a server's certificate.</summary>
internal static class CertificateFault
{
    public static string Of(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 shown)
            return "the server shows none";
        var faults = (chain?.ChainStatus ?? []).Select(status => Of(shown, status)).ToList();
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            faults.Add($"it is made out to {Printable(shown.Subject)} and not to this host");
        return string.Join(", ", faults.Distinct());
    }

    private static string Of(X509Certificate2 shown, X509ChainStatus status) => status.Status switch
    {
        X509ChainStatusFlags.UntrustedRoot or X509ChainStatusFlags.PartialChain => shown.Issuer == shown.Subject
            ? "it is signed by itself" : $"this machine does not know its issuer {Printable(shown.Issuer)}",
        X509ChainStatusFlags.NotTimeValid => string.Create(CultureInfo.InvariantCulture, $"it holds from {shown.NotBefore:yyyy-MM-dd} to {shown.NotAfter:yyyy-MM-dd}"),
        _ => Printable(status.StatusInformation.Trim().TrimEnd('.')),
    };

    /// <summary>What the server wrote, in one line that no terminal takes for a command.</summary>
    private static string Printable(string text) => ControlCharacters.Shown(text[..Math.Min(text.Length, 100)], keepsLines: false);
}
