using System.Net;
using DeepAvFusion.Core;
using DeepAvFusion.Store.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DeepAvFusion.Server.Access;

/// <summary>Whether anybody may come in. Nobody is asked while nothing is set up (no user, no token, no issuer) and only this machine can reach the server. Thread-safe.</summary>
internal sealed class AccessDoor(ServerSettings settings, TimeProvider time, IServiceProvider services) : IHostedService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly UserTable? _users = services.GetService<UserTable>();
    private Looked? _last;

    /// <summary>Changed users are looked at anew.</summary>
    public void Changed() => _last = null;

    /// <returns>Null while it is not known, because the store has not been readable yet.</returns>
    public async ValueTask<bool?> IsOpenAsync(CancellationToken cancel)
    {
        if (settings.Token is not null || settings.Oidc is not null || !IPAddress.IsLoopback(settings.Address))
            return false;
        if (_users is null)
            return true;
        if (_last is { } last && time.GetElapsedTime(last.At) < LookEvery)
            return last.IsOpen;
        try
        {
            var isOpen = !await _users.AnyAsync(cancel).ConfigureAwait(false);
            _last = new Looked(isOpen, time.GetTimestamp());
            return isOpen;
        }
        catch (UserErrorException)
        {
            return _last?.IsOpen;                                      // as it was when it could be read
        }
    }

    /// <summary>It is known from the start, whatever becomes of the store.</summary>
    public async Task StartAsync(CancellationToken cancellationToken) => await IsOpenAsync(cancellationToken).ConfigureAwait(false);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private sealed record Looked(bool IsOpen, long At);
}
