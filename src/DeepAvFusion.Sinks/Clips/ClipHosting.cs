using DeepAvFusion.Core;
using DeepAvFusion.Media.Packets;
using DeepAvFusion.Store;
using DeepAvFusion.Store.Clips;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace DeepAvFusion.Sinks.Clips;

/// <summary>Registers what cuts and keeps clips.</summary>
public static class ClipHosting
{
    /// <exception cref="UserErrorException">There is no store.</exception>
    public static IServiceCollection AddClips(this IServiceCollection services, ClipSettings settings, StoreSettings store)
    {
        if (!store.IsEnabled)
            throw new UserErrorException("davf.clips.enabled needs the store, in which clips are found: set davf.store.enabled=true, or davf.clips.enabled=false.");
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton(provider => new PacketShelf(settings.Reach, settings.Buffer, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider =>
        {
            var vault = new ClipVault(settings, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ClipVault>>());
            vault.Open();
            return vault;
        });
        services.AddSingleton(provider => new ClipDesk(
            settings, provider.GetRequiredService<ClipVault>(), provider.GetRequiredService<PacketShelf>(), provider.GetRequiredService<ClipTable>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ClipDesk>>()));
        services.AddSingleton<IStreamSink, ClipSink>();
        return services.AddHostedService(provider => provider.GetRequiredService<ClipDesk>());
    }
}
