using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DeepAvFusion.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace DeepAvFusion.Server.Tls;

/// <summary>The certificate that the server shows. Its files are looked at every ten seconds, and used when they have changed and fit together; until then the one before is shown.</summary>
internal sealed partial class ServedCertificate(TlsSettings settings, TimeProvider time, ILogger<ServedCertificate> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Early = TimeSpan.FromDays(14);

    private static readonly Gauge Expires = Metrics.CreateGauge("davf_tls_certificate_expiry_timestamp_seconds", "When the server's certificate ends.");
    private static readonly Gauge Failing = Metrics.CreateGauge("davf_tls_certificate_failing", "1 while the certificate's files have changed and cannot be used.");

    private volatile SslStreamCertificateContext? _context;
    private (DateTime, DateTime) _seen;
    private string? _trouble;
    private bool _toldEnd;

    public SslStreamCertificateContext Context => _context ?? throw new InvalidOperationException("The certificate was not loaded.");

    /// <summary>What is wrong with it at present, for people; null for nothing.</summary>
    public string? Trouble => _trouble ?? EndsSoon();

    /// <exception cref="UserErrorException">The files cannot be used.</exception>
    public void Load()
    {
        _seen = Stamp();
        _context = Read();
        Expires.Set(new DateTimeOffset(Context.TargetCertificate.NotAfter).ToUnixTimeSeconds());
        Failing.Set(0);
    }

    /// <summary>Uses the files where they have changed.</summary>
    public void Look()
    {
        try
        {
            if (Stamp() == _seen)
                return;
            Load();
            _trouble = null;
            _toldEnd = false;
            Loaded(log, Context.TargetCertificate.NotAfter);
        }
        catch (UserErrorException e)
        {
            Failing.Set(1);
            if (_trouble != e.Message)
                Refused(log, e.Message);
            _trouble = e.Message;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        do
        {
            Look();
            if (EndsSoon() is { } soon && !_toldEnd)
            {
                _toldEnd = true;
                Ends(log, soon);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private string? EndsSoon()
    {
        var end = new DateTimeOffset(Context.TargetCertificate.NotAfter);
        return end - time.GetUtcNow() > Early ? null
            : FormattableString.Invariant($"the server's certificate '{settings.Certificate}' {(end > time.GetUtcNow() ? "ends" : "ended")} at {end:u}: put a new one in its place, it is taken at once");
    }

    private SslStreamCertificateContext Read()
    {
        try
        {
            using var pem = X509Certificate2.CreateFromPemFile(settings.Certificate, settings.Key);
            // a key that lives in a file of its own does not serve on every system
            var leaf = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(settings.Certificate);
            return SslStreamCertificateContext.Create(leaf, chain, offline: true);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException || FileFault.Is(e))
        {
            throw new UserErrorException(
                $"The certificate '{settings.Certificate}' and the key '{settings.Key}' cannot be used: {e.GetBaseException().Message.TrimEnd('.')}. They must be PEM files that belong together and that this user may read (davf.server.tls).", e);
        }
    }

    private (DateTime Certificate, DateTime Key) Stamp() => (File.GetLastWriteTimeUtc(settings.Certificate), File.GetLastWriteTimeUtc(settings.Key));

    [LoggerMessage(41, LogLevel.Information, "The server shows a new certificate, which ends at {End}.")]
    private static partial void Loaded(ILogger log, DateTime end);

    [LoggerMessage(42, LogLevel.Error, "The certificate of before is shown on: {Why}")]
    private static partial void Refused(ILogger log, string why);

    [LoggerMessage(43, LogLevel.Warning, "Look after TLS: {What}.")]
    private static partial void Ends(ILogger log, string what);
}
