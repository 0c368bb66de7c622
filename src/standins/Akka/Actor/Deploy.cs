namespace Akka.Actor;

/// <summary>How an actor is deployed: dispatcher, mailbox and stash capacity.</summary>
public class Deploy
{
    public static readonly string NoDispatcherGiven = "";
    public static readonly string NoMailboxGiven = "";
    public const int NoStashSize = -1;
    public static readonly Deploy None = new();
    public static readonly Deploy Local = new();

    public string Path { get; private init; } = "";

    public string Dispatcher { get; private init; } = NoDispatcherGiven;

    public string Mailbox { get; private init; } = NoMailboxGiven;

    public int StashCapacity { get; private init; } = NoStashSize;

    public virtual Deploy WithDispatcher(string dispatcher) => Copy(dispatcher: dispatcher);

    public virtual Deploy WithMailbox(string mailbox) => Copy(mailbox: mailbox);

    public virtual Deploy WithStashCapacity(int stashSize) => Copy(stashCapacity: stashSize);

    public virtual Deploy WithFallback(Deploy other) => new()
    {
        Path = Path,
        Dispatcher = Dispatcher == NoDispatcherGiven ? other.Dispatcher : Dispatcher,
        Mailbox = Mailbox == NoMailboxGiven ? other.Mailbox : Mailbox,
        StashCapacity = StashCapacity == NoStashSize ? other.StashCapacity : StashCapacity,
    };

    internal static Deploy At(string path) => new() { Path = path };

    private Deploy Copy(string? dispatcher = null, string? mailbox = null, int? stashCapacity = null) => new()
    {
        Path = Path,
        Dispatcher = dispatcher ?? Dispatcher,
        Mailbox = mailbox ?? Mailbox,
        StashCapacity = stashCapacity ?? StashCapacity,
    };
}
