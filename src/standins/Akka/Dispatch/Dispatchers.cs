using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Util;

namespace Akka.Dispatch;

/// <summary>The dispatchers of a system, by the path of their configuration.</summary>
public sealed class Dispatchers
{
    public const string DefaultDispatcherId = "akka.actor.default-dispatcher";
    public const string DefaultBlockingDispatcherId = "akka.actor.default-blocking-io-dispatcher";
    public const string SynchronizedDispatcherId = "akka.actor.synchronized-dispatcher";
    internal const string InternalDispatcherId = "akka.actor.internal-dispatcher";

    private readonly ConcurrentDictionary<string, MessageDispatcherConfigurator> _configurators = new();
    private readonly ActorSystem _system;

    internal Dispatchers(ActorSystem system, IDispatcherPrerequisites prerequisites)
    {
        _system = system;
        Prerequisites = prerequisites;
    }

    public IDispatcherPrerequisites Prerequisites { get; }

    public Config DefaultDispatcherConfig => ConfigOf(DefaultDispatcherId);

    public MessageDispatcher DefaultGlobalDispatcher => Lookup(DefaultDispatcherId);

    public bool HasDispatcher(string id) => _configurators.ContainsKey(id) || _system.Settings.Config.HasPath(id);

    /// <exception cref="ConfigurationException">There is no such dispatcher.</exception>
    public MessageDispatcher Lookup(string dispatcherName)
    {
        var id = string.IsNullOrEmpty(dispatcherName) ? DefaultDispatcherId : dispatcherName;
        return _configurators.GetOrAdd(id, Configure).Dispatcher();
    }

    public bool RegisterConfigurator(string id, MessageDispatcherConfigurator configurator) => _configurators.TryAdd(id, configurator);

    internal Config ConfigOf(string id)
    {
        var section = _system.Settings.Config.GetConfig(id);
        if (section is null)
            throw new ConfigurationException($"Dispatcher [{id}] not configured.");
        return ConfigurationFactory.ParseString($"id = \"{id}\"").WithFallback(section)
            .WithFallback(_system.Settings.Config.GetConfig(DefaultDispatcherId));
    }

    private MessageDispatcherConfigurator Configure(string id)
    {
        var config = ConfigOf(id);
        var type = config.GetString("type");
        switch (type)
        {
            case "Dispatcher" or "TaskDispatcher" or "ForkJoinDispatcher" or "ChannelDispatcher":
                return new SharedConfigurator(config, Prerequisites, static configurator => new Dispatcher(configurator));
            case "SynchronizedDispatcher":
                return new SharedConfigurator(config, Prerequisites, static configurator => new CurrentSynchronizationContextDispatcher(configurator));
            case "PinnedDispatcher":
                return new PinnedConfigurator(config, Prerequisites);
            case null or "":
                throw new ConfigurationException($"Could not resolve dispatcher for path {id}. type is null or empty");
            default:
                var found = TypeCache.Find(type)
                            ?? throw new ConfigurationException($"Could not resolve dispatcher type {type} for path {id}");
                return (MessageDispatcherConfigurator)Activator.CreateInstance(found, config, Prerequisites)!;
        }
    }
}
