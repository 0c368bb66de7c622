using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>Names the log events a test expects. Of message, start and contains the first one given counts.</summary>
public class EventFilterFactory
{
    private readonly TestKitBase _testkit;
    private readonly ActorSystem _system;
    private readonly IReadOnlyList<LogEventFilter> _filters;

    public EventFilterFactory(TestKitBase testkit) : this(testkit, testkit.Sys) { }

    public EventFilterFactory(TestKitBase testkit, ActorSystem system) : this(testkit, system, []) { }

    internal EventFilterFactory(TestKitBase testkit, ActorSystem system, IReadOnlyList<LogEventFilter> filters)
    {
        _testkit = testkit;
        _system = system;
        _filters = filters;
    }

    /// <summary>Errors whose cause is a <typeparamref name="TException"/>; the text may be the log's or the exception's.</summary>
    public IEventFilterApplier Exception<TException>(string? message = null, string? start = null, string? contains = null, string? source = null)
        where TException : Exception => Exception(typeof(TException), message, start, contains, source);

    public IEventFilterApplier Exception<TException>(Regex pattern, string? source = null) where TException : Exception =>
        Exception(typeof(TException), pattern, source);

    public IEventFilterApplier Exception(
        Type exceptionType, string? message = null, string? start = null, string? contains = null, string? source = null, bool checkInnerExceptions = false) =>
        Exception(exceptionType, TextMatch.Of(message, start, contains), source, checkInnerExceptions);

    public IEventFilterApplier Exception(Type exceptionType, Regex pattern, string? source = null, bool checkInnerExceptions = false) =>
        Exception(exceptionType, TextMatch.Of(pattern), source, checkInnerExceptions);

    public IEventFilterApplier Debug(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForLogLevel(LogLevel.DebugLevel, message, start, contains, source);

    public IEventFilterApplier Debug(Regex pattern, string? source = null) => ForLogLevel(LogLevel.DebugLevel, pattern, source);

    public IEventFilterApplier Info(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForLogLevel(LogLevel.InfoLevel, message, start, contains, source);

    public IEventFilterApplier Info(Regex pattern, string? source = null) => ForLogLevel(LogLevel.InfoLevel, pattern, source);

    public IEventFilterApplier Warning(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForLogLevel(LogLevel.WarningLevel, message, start, contains, source);

    public IEventFilterApplier Warning(Regex pattern, string? source = null) => ForLogLevel(LogLevel.WarningLevel, pattern, source);

    public IEventFilterApplier Error(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForLogLevel(LogLevel.ErrorLevel, message, start, contains, source);

    public IEventFilterApplier Error(Regex pattern, string? source = null) => ForLogLevel(LogLevel.ErrorLevel, pattern, source);

    public IEventFilterApplier ForLogLevel(
        LogLevel logLevel, string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForLogLevel(logLevel, TextMatch.Of(message, start, contains), source);

    public IEventFilterApplier ForLogLevel(LogLevel logLevel, Regex pattern, string? source = null) => ForLogLevel(logLevel, TextMatch.Of(pattern), source);

    /// <summary>All dead letters.</summary>
    public IEventFilterApplier DeadLetter() => DeadLetter<object>();

    public IEventFilterApplier DeadLetter<TMessage>(string? source = null) => DeadLetter(typeof(TMessage), source);

    public IEventFilterApplier DeadLetter<TMessage>(Func<TMessage, bool> isMatch, string? source = null) =>
        DeadLetter(typeof(TMessage), message => isMatch((TMessage)message), source);

    public IEventFilterApplier DeadLetter(Type type, string? source = null) => DeadLetter(type, static _ => true, source);

    public IEventFilterApplier DeadLetter(Type type, Func<object, bool> isMatch, string? source = null)
    {
        var from = TextMatch.Source(source);
        return Apply(logEvent => logEvent.Message is DeadLetter letter && type.IsInstanceOfType(letter.Message) && isMatch(letter.Message)
                                 && from.Fits(logEvent.LogSource), $"DeadLetter of {type}");
    }

    public IEventFilterApplier Custom(Predicate<LogEvent> predicate) => Apply(predicate, "custom");

    public IEventFilterApplier Custom<TLogEvent>(Predicate<TLogEvent> predicate) where TLogEvent : LogEvent =>
        Apply(logEvent => logEvent is TLogEvent typed && predicate(typed), $"custom {typeof(TLogEvent).Name}");

    private EventFilterApplier ForLogLevel(LogLevel level, TextMatch text, string? source)
    {
        var from = TextMatch.Source(source);
        var name = level.ClassFor().Name;
        return Apply(logEvent => logEvent.LogLevel() == level && from.Fits(logEvent.LogSource) && text.Fits(logEvent.Message.ToString() ?? ""),
            Describe(name, text, from));
    }

    private EventFilterApplier Exception(Type type, TextMatch text, string? source, bool inner)
    {
        var from = TextMatch.Source(source);
        return Apply(logEvent => logEvent is Error && from.Fits(logEvent.LogSource) && FitsException(logEvent, logEvent.Cause, type, text, inner),
            Describe($"Error with cause <{type}>", text, from));
    }

    private static bool FitsException(LogEvent logEvent, Exception? cause, Type type, TextMatch text, bool inner)
    {
        for (; cause is not null; cause = inner ? cause.InnerException : null)
        {
            if (type.IsInstanceOfType(cause) && (text.Any || text.Fits(logEvent.Message.ToString() ?? "") || text.Fits(cause.Message)))
                return true;
        }
        return false;
    }

    private static string Describe(string kind, TextMatch text, TextMatch source)
    {
        var parts = new List<string>();
        if (!text.Any)
            parts.Add("Message " + text.Description);
        if (!source.Any)
            parts.Add("Source " + source.Description);
        return parts.Count == 0 ? kind : kind + " when " + string.Join(" and ", parts);
    }

    private EventFilterApplier Apply(Predicate<LogEvent> predicate, string description) =>
        new(_testkit, _system, [.. _filters, new LogEventFilter(predicate, description)]);
}
