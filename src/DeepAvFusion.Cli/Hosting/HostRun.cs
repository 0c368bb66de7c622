using DeepAvFusion.Core;
using DeepAvFusion.Engine.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DeepAvFusion.Cli.Hosting;

/// <summary>A host from start to stop. However it ends, everything that was started is stopped; what went wrong is thrown.</summary>
internal static class HostRun
{
    /// <summary>Starts the host, and has work done until it is finished or the host is told to stop; then stops the host.</summary>
    /// <param name="explain">What a failed start means to a user; null leaves it as it is.</param>
    /// <exception cref="UserErrorException">It could not start, or did not stop well.</exception>
    /// <exception cref="OperationCanceledException">It was stopped while it started.</exception>
    public static async Task RunToEndAsync(this IHost host, Func<CancellationToken, Task> work, Func<Exception, UserErrorException?> explain)
    {
        var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        try
        {
            await host.StartAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await ((Task)host.StopAsync(CancellationToken.None)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var causes = e is AggregateException many ? many.Flatten().InnerExceptions : (IReadOnlyList<Exception>)[e];
            if ((causes.OfType<UserErrorException>().FirstOrDefault() ?? causes.Select(explain).OfType<UserErrorException>().FirstOrDefault()) is { } clear)
                throw clear;
            if (causes.OfType<OperationCanceledException>().FirstOrDefault() is { } stopped && stopping.IsCancellationRequested)
                throw stopped;
            throw;
        }
        try
        {
            await work(stopping).ConfigureAwait(false);
        }
        finally
        {
            await host.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>What went wrong while the host ran or drained.</summary>
    /// <exception cref="UserErrorException">Something did.</exception>
    public static void ThrowTrouble(this IHost host)
    {
        if (host.Services.GetRequiredService<AnalyzerService>().Trouble is { } trouble)
            throw new UserErrorException(trouble);
        foreach (var background in host.Services.GetServices<IHostedService>().OfType<BackgroundService>())
        {
            if (background.ExecuteTask is { IsFaulted: true } failed)
                throw failed.Exception!.GetBaseException();
        }
    }
}
