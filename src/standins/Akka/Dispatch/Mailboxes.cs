using System.Collections.Concurrent;
using System.Reflection;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch.MessageQueues;
using Akka.Util;

namespace Akka.Dispatch;

/// <summary>Chooses the mailbox of an actor: what its props or deployment name, else what its type needs, else the dispatcher's, else the default.</summary>
public class Mailboxes
{
    public static readonly string DefaultMailboxId = "akka.actor.default-mailbox";
    public static readonly string NoMailboxRequirement = "";

    private readonly ConcurrentDictionary<string, MailboxType> _byId = new();
    private readonly ActorSystem _system;
    private readonly Dictionary<Type, string> _bindings = [];

    internal Mailboxes(ActorSystem system)
    {
        _system = system;
        DeadLetterQueue = new DeadLetterQueue(() => system.DeadLetters);
        foreach (var (name, id) in system.Settings.Config.GetConfig("akka.actor.mailbox.requirements").AsEnumerable())
        {
            var type = TypeCache.Find(name) ?? throw new ConfigurationException($"Mailbox requirement [{name}] is no known type.");
            _bindings[type] = id.GetString()!;
        }
    }

    internal IMessageQueue DeadLetterQueue { get; }

    public bool HasRequiredType(Type actorType) => GetRequiredType(actorType) is not null;

    public Type? GetRequiredType(Type actorType) => actorType.GetInterfaces()
        .Where(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IRequiresMessageQueue<>))
        .Select(face => face.GetGenericArguments()[0]).FirstOrDefault();

    public MailboxType LookupByQueueType(Type queueType) =>
        _bindings.TryGetValue(queueType, out var id) ? Lookup(id) : throw new ConfigurationException($"Mailbox mapping for [{queueType}] not configured");

    /// <exception cref="ConfigurationException">There is no such mailbox, or its type cannot be made.</exception>
    public MailboxType Lookup(string id) => _byId.GetOrAdd(id, Create);

    public MailboxType GetMailboxType(Props props, Config dispatcherConfig)
    {
        var required = GetRequiredType(props.Type);
        var named = props.Mailbox;
        if (!string.IsNullOrEmpty(named))
            return Checked(Lookup(named), required, props);
        if (required is not null)
        {
            var fromDispatcher = dispatcherConfig.GetString("mailbox-type");
            if (!string.IsNullOrEmpty(fromDispatcher))
                return Checked(Lookup(dispatcherConfig.GetString("id")), required, props);
            return LookupByQueueType(required);
        }
        return !string.IsNullOrEmpty(dispatcherConfig.GetString("mailbox-type")) ? Lookup(dispatcherConfig.GetString("id")) : Lookup(DefaultMailboxId);
    }

    private static MailboxType Checked(MailboxType mailbox, Type? required, Props props)
    {
        var produced = mailbox.GetType().GetInterfaces()
            .Where(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IProducesMessageQueue<>))
            .Select(face => face.GetGenericArguments()[0]).FirstOrDefault();
        if (required is not null && produced is not null && !required.IsAssignableFrom(produced))
            throw new ArgumentException($"The mailbox [{mailbox.GetType().Name}] makes [{produced.Name}], but actor [{props.Type.Name}] requires [{required.Name}].");
        return mailbox;
    }

    private MailboxType Create(string id)
    {
        if (id == "unbounded")
            return new UnboundedMailbox();
        var defaults = _system.Settings.Config.GetConfig(DefaultMailboxId);
        var config = _system.Settings.Config.GetConfig(id)?.WithFallback(defaults)
                     ?? throw new ConfigurationException($"Mailbox Type [{id}] not configured");
        var name = config.GetString("mailbox-type");
        if (string.IsNullOrEmpty(name))
            throw new ConfigurationException($"The setting 'mailbox-type' defined in [{id}] is empty");
        var type = TypeCache.Find(name) ?? throw new ConfigurationException($"Found mailbox-type [{name}] in configuration for [{id}], but could not find that type.");
        try
        {
            return (MailboxType)Activator.CreateInstance(type, _system.Settings, config)!;
        }
        catch (Exception cause) when (cause is MissingMethodException or TargetInvocationException)
        {
            throw new ArgumentException($"Cannot instantiate mailbox type [{type}], defined in [{id}]: {cause.InnerException?.Message ?? cause.Message}", cause);
        }
    }
}
