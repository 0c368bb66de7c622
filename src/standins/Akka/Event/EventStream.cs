using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Util;

namespace Akka.Event;

/// <summary>The event bus of a system: log events, dead letters and what the program publishes.</summary>
public class EventStream(bool debug) : LoggingBus
{
    private static readonly Type[] LevelClasses = [typeof(Debug), typeof(Info), typeof(Warning), typeof(Error)];

    private readonly List<IActorRef> _loggers = [];
    private readonly StandardOutLogger _stdout = new();
    private IActorRef? _unsubscriber;
    private LogLevel _stdoutLevel;

    public override bool Subscribe(IActorRef subscriber, Type channel)
    {
        var added = base.Subscribe(subscriber, channel);
        if (added && subscriber is LocalActorRef)
            _unsubscriber?.Tell(new EventStreamUnsubscriber.Register(subscriber), ActorRefs.NoSender);
        if (debug)
            Publish(new Debug(Logging.SimpleName(this), GetType(), $"subscribing {subscriber} to channel {channel}"));
        return added;
    }

    public override bool Unsubscribe(IActorRef subscriber, Type channel)
    {
        var removed = base.Unsubscribe(subscriber, channel);
        if (debug)
            Publish(new Debug(Logging.SimpleName(this), GetType(), $"unsubscribing {subscriber} from channel {channel}"));
        return removed;
    }

    /// <summary>Lets the log levels through that are at least this severe.</summary>
    public void SetLogLevel(LogLevel logLevel)
    {
        LogLevel = logLevel;
        foreach (var logger in _loggers)
            SubscribeLevels(logger, logLevel);
    }

    public void StartStdoutLogger(Settings config)
    {
        _stdoutLevel = Logging.LogLevelFor(config.StdoutLogLevel);
        SubscribeLevels(_stdout, _stdoutLevel);
        LogLevel = _stdoutLevel;
    }

    /// <summary>Ends the subscriptions of actors that have ended.</summary>
    public void StartUnsubscriber(ActorSystemImpl system) =>
        _unsubscriber = system.SystemActorOf(new Props(typeof(EventStreamUnsubscriber), [this]), "eventStreamUnsubscriber");

    internal void StartDefaultLoggers(ActorSystemImpl system)
    {
        var level = Logging.LogLevelFor(system.Settings.LogLevel);
        var useStdout = false;
        foreach (var name in system.Settings.Loggers)
        {
            var type = TypeCache.Find(name)
                       ?? throw new ConfigurationException($"Logger specified in config cannot be found: \"{name}\"");
            if (type == typeof(StandardOutLogger))
                useStdout = true;
            else
                AddLogger(system, type, level);
        }
        LogLevel = level;
        if (!useStdout)
            base.Unsubscribe(_stdout);
        else
            SubscribeLevels(_stdout, level);
        if (system.Settings.DebugUnhandledMessage)
            Subscribe(system.SystemActorOf<UnhandledMessageForwarder>("UnhandledMessageForwarder"), typeof(UnhandledMessage));
    }

    internal void StopDefaultLoggers(ActorSystem system)
    {
        _ = system;
        SubscribeLevels(_stdout, _stdoutLevel);
        foreach (var logger in _loggers)
            base.Unsubscribe(logger);
        _loggers.Clear();
    }

    private void AddLogger(ActorSystemImpl system, Type type, LogLevel level)
    {
        var props = new Props(type).WithDispatcher(system.Settings.LoggersDispatcher);
        var logger = system.SystemActorOf(props, $"log{_loggers.Count + 1}-{type.Name}");
        object reply;
        try
        {
            reply = logger.Ask(new InitializeLogger(this), system.Settings.LoggerStartTimeout).GetAwaiter().GetResult();
        }
        catch (AskTimeoutException cause)
        {
            throw new LoggerInitializationException($"Logger {type.Name} [{type}] did not start within {system.Settings.LoggerStartTimeout}.", cause);
        }
        if (reply is not LoggerInitialized)
            throw new LoggerInitializationException($"Logger [{type}] did not respond with LoggerInitialized, sent instead {reply}");
        SubscribeLevels(logger, level);
        _loggers.Add(logger);
    }

    private void SubscribeLevels(IActorRef logger, LogLevel level)
    {
        for (var i = 0; i < LevelClasses.Length; i++)
        {
            if (i >= (int)level)
                base.Subscribe(logger, LevelClasses[i]);
            else
                base.Unsubscribe(logger, LevelClasses[i]);
        }
    }
}
