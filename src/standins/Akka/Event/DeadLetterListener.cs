using Akka.Actor;

namespace Akka.Event;

/// <summary>Logs the first dead letters, as many as <c>akka.log-dead-letters</c> says.</summary>
public class DeadLetterListener : ActorBase
{
    private EventStream _stream = null!;
    private int _count;

    protected override void PreStart()
    {
        _stream = Context.System.EventStream;
        foreach (var channel in (Type[])[typeof(DeadLetter), typeof(Dropped), typeof(UnhandledMessage)])
            _stream.Subscribe(Self, channel);
    }

    protected override void PostStop() => _stream.Unsubscribe(Self);

    protected override bool Receive(object message)
    {
        if (message is not AllDeadLetters letter)
            return false;
        var settings = Context.System.Settings;
        var shutdown = ((ExtendedActorSystem)Context.System) is Actor.Internal.ActorSystemImpl { IsTerminating: true };
        if ((shutdown && !settings.LogDeadLettersDuringShutdown) || _count >= settings.LogDeadLetters)
            return true;
        _count++;
        var last = _count == settings.LogDeadLetters ? ", no more dead letters will be logged in this system" : "";
        var from = letter.Sender.IsNobody() || letter.Sender.Equals(Context.System.DeadLetters) ? "" : $" from {letter.Sender}";
        var why = letter switch
        {
            Dropped dropped => $"was dropped. {dropped.Reason}.",
            UnhandledMessage => "was unhandled.",
            _ => "was not delivered.",
        };
        _stream.Publish(new Info(letter.Recipient.Path.ToString(), letter.Recipient.GetType(),
            $"Message [{letter.Message.GetType().Name}]{from} to {letter.Recipient} {why} [{_count}] dead letters encountered{last}. " +
            "This logging can be turned off or adjusted with configuration settings 'akka.log-dead-letters' and 'akka.log-dead-letters-during-shutdown'. " +
            $"Message content: {letter.Message}"));
        return true;
    }
}
