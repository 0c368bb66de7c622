using System.Net;
using System.Net.Sockets;

namespace DeepAvFusion.Server.Access;

/// <summary>
/// Slows down who guesses tokens: an address may be wrong ten times, then once every two seconds, and while it may not, none of its tokens is looked at. The same wrong token again is an old
/// cookie and no guess. Thread-safe.
/// </summary>
internal sealed class GuessBrake(TimeProvider time)
{
    public const int Burst = 10;

    // addresses that are remembered one by one; more share one account
    private const int MostAddresses = 10_000;

    private readonly Dictionary<IPAddress, Account> _accounts = [];

    /// <summary>Time for one more guess.</summary>
    public static TimeSpan Pause { get; } = TimeSpan.FromSeconds(2);

    /// <returns>False while the address has to wait.</returns>
    public bool MayTry(IPAddress? address)
    {
        lock (_accounts)
            return !_accounts.TryGetValue(KeyOf(address), out var account) || Left(account) >= 1;
    }

    /// <param name="token">Hash of the wrong token.</param>
    public void WasWrong(IPAddress? address, ReadOnlySpan<byte> token)
    {
        lock (_accounts)
        {
            var key = KeyOf(address);
            if (!_accounts.TryGetValue(key, out var account))
                _accounts[key] = account = new Account(Burst, time.GetTimestamp(), []);
            else if (token.SequenceEqual(account.Last))
                return;
            _accounts[key] = new Account(Left(account) - 1, time.GetTimestamp(), token.ToArray());
        }
    }

    private double Left(Account account) => Math.Min(Burst, account.Left + (time.GetElapsedTime(account.At) / Pause));

    /// <summary>Who has one IPv6 address has the 2⁶⁴ beside it.</summary>
    private IPAddress KeyOf(IPAddress? address)
    {
        var key = address ?? IPAddress.None;
        if (key.IsIPv4MappedToIPv6)
            key = key.MapToIPv4();
        if (key.AddressFamily == AddressFamily.InterNetworkV6)
            key = new IPAddress([.. key.GetAddressBytes().AsSpan(0, 8), 0, 0, 0, 0, 0, 0, 0, 0]);
        if (_accounts.Count < MostAddresses || _accounts.ContainsKey(key))
            return key;
        foreach (var (old, account) in _accounts)
            if (Left(account) >= Burst)
                _accounts.Remove(old);
        return _accounts.Count < MostAddresses ? key : IPAddress.None;
    }

    private sealed record Account(double Left, long At, byte[] Last);
}
