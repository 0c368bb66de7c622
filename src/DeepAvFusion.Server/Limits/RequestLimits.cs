using System.Globalization;
using System.Threading.RateLimiting;
using DeepAvFusion.Server.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace DeepAvFusion.Server.Limits;

/// <summary>How much one caller may ask for. Health and metrics are not counted.</summary>
internal static class RequestLimits
{
    /// <summary>Of those who sign in: passwords are slow to check.</summary>
    public const string SignIn = "sign-in";

    // a page of many streams opens at once
    private const int BurstSeconds = 4;

    public static IServiceCollection AddRequestLimits(this IServiceCollection services, int perSecond) => services.AddRateLimiter(limiter =>
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => context.Request.Path.StartsWithSegments("/api")
            ? RateLimitPartition.GetTokenBucketLimiter(Who(context), _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = perSecond * BurstSeconds,
                TokensPerPeriod = perSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            })
            : RateLimitPartition.GetNoLimiter(""));
        limiter.AddPolicy(SignIn, context => RateLimitPartition.GetTokenBucketLimiter(Address(context), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = 5,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromSeconds(12),
            QueueLimit = 0,
        }));
        limiter.OnRejected = (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
            rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return new ValueTask(Refusal.WriteAsync(rejected.HttpContext, StatusCodes.Status429TooManyRequests, "That is more than one caller may ask for; wait as long as Retry-After says (davf.server.requests)."));
        };
    });

    /// <summary>Users and tokens count for themselves, everybody else by address.</summary>
    private static string Who(HttpContext context) => Caller.OfOrNull(context) is { Kind: not CallerKind.Anybody } caller ? $"caller {caller.Name}" : Address(context);

    private static string Address(HttpContext context) => $"address {context.Connection.RemoteIpAddress}";
}
