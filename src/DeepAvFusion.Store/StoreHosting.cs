using DeepAvFusion.Store.Access;
using DeepAvFusion.Store.Alerts;
using DeepAvFusion.Store.Clips;
using DeepAvFusion.Store.Databases;
using DeepAvFusion.Store.Events;
using DeepAvFusion.Store.Streams;
using DeepAvFusion.Store.Upkeep;
using DeepAvFusion.Store.Writing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace DeepAvFusion.Store;

/// <summary>Registers the store: its database, its tables and their one writer.</summary>
public static class StoreHosting
{
    /// <param name="database">Up to date, unless its trouble may pass: then the writer brings it up to date as soon as it can.</param>
    public static IServiceCollection AddStore(this IServiceCollection services, StoreSettings settings, StoreDatabase database)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings).AddSingleton(database).AddSingleton<EventTable>().AddSingleton<ClipTable>().AddSingleton<StreamTable>().AddSingleton<SimilarEvents>().AddHostedService<StoreUpkeep>();
        services.AddSingleton<AlertTable>().AddSingleton<AlertSettingsTable>().AddSingleton<UserTable>().AddSingleton<TokenTable>().AddSingleton<AuditTable>();
        return services.AddSingleton(provider => new EventWriter(
            database, provider.GetRequiredService<EventTable>(), new EventSpool(settings.SpoolFolder, settings.SpoolLimit), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<EventWriter>>()));
    }
}
