using System.Net;
using DeepAvFusion.Server.Access;
using Microsoft.Extensions.Time.Testing;

namespace DeepAvFusion.Server.Tests.Access;

public sealed class GuessBrakeSpecs
{
    private static readonly IPAddress Guesser = IPAddress.Parse("192.0.2.1");

    private readonly FakeTimeProvider _time = new();
    private readonly GuessBrake _brake;
    private int _number;

    public GuessBrakeSpecs() => _brake = new GuessBrake(_time);

    [Fact]
    public void Ten_wrong_tokens_are_forgiven_then_one_every_two_seconds()
    {
        Exhaust(Guesser);
        _time.Advance(GuessBrake.Pause);
        Assert.True(_brake.MayTry(Guesser));
        Guess(Guesser);
        Assert.False(_brake.MayTry(Guesser));
        _time.Advance(GuessBrake.Pause * 1000);
        Exhaust(Guesser);
    }

    [Fact]
    public void Others_are_not_braked() => Assert.True(Braked(Guesser, IPAddress.Parse("192.0.2.2")));

    [Fact]
    public void Neighbours_of_one_IPv6_network_are_one_guesser() => Assert.False(Braked(IPAddress.Parse("2001:db8::1"), IPAddress.Parse("2001:db8::2:3")));

    [Fact]
    public void An_old_cookie_that_a_page_sends_again_and_again_is_one_guess()
    {
        for (var i = 0; i < 100; i++)
            _brake.WasWrong(Guesser, [1, 2, 3]);
        Assert.True(_brake.MayTry(Guesser));
    }

    [Fact]
    public void Guessing_from_very_many_addresses_is_braked_as_one()
    {
        for (var i = 0; i < 10_000 + GuessBrake.Burst; i++)
            Guess(new IPAddress(0x0A000000 + i));
        Assert.False(_brake.MayTry(IPAddress.Parse("198.51.100.1")));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(_brake.MayTry(IPAddress.Parse("198.51.100.1")));
    }

    private bool Braked(IPAddress guesser, IPAddress other)
    {
        Exhaust(guesser);
        return _brake.MayTry(other);
    }

    private void Exhaust(IPAddress address)
    {
        for (var i = 0; i < GuessBrake.Burst; i++)
        {
            Assert.True(_brake.MayTry(address));
            Guess(address);
        }
        Assert.False(_brake.MayTry(address));
    }

    private void Guess(IPAddress address) => _brake.WasWrong(address, BitConverter.GetBytes(_number++));
}
