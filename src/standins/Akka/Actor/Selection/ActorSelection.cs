namespace Akka.Actor;

/// <summary>The actors a path leads to, looked up anew for every message.</summary>
public class ActorSelection : ICanTell
{
    public ActorSelection(IActorRef anchor, SelectionPathElement[] path)
    {
        Anchor = anchor;
        Path = path;
    }

    public ActorSelection(IActorRef anchor, string path) : this(anchor, path.Split('/')) { }

    public ActorSelection(IActorRef anchor, IEnumerable<string> elements) : this(anchor, [.. elements.Where(element => element.Length > 0).Select(Parse)]) { }

    public IActorRef Anchor { get; }

    public SelectionPathElement[] Path { get; }

    public string PathString => "/" + string.Join('/', (IEnumerable<object>)Path);

    public void Tell(object message, IActorRef? sender = null) =>
        Deliver((IInternalActorRef)Anchor, sender ?? ActorCell.GetCurrentSelfOrNoSender(), new ActorSelectionMessage(message, Path));

    public Task<IActorRef> ResolveOne(TimeSpan timeout) => ResolveOne(timeout, CancellationToken.None);

    /// <exception cref="ActorNotFoundException">No actor is there, or none answered in time.</exception>
    public async Task<IActorRef> ResolveOne(TimeSpan timeout, CancellationToken ct)
    {
        try
        {
            var identity = await this.Ask<ActorIdentity>(new Identify(null!), timeout, ct).ConfigureAwait(false);
            return identity.Subject ?? throw new ActorNotFoundException($"No actor lives at {PathString}.");
        }
        catch (Exception cause)
        {
            throw new ActorNotFoundException("Exception occurred while resolving ActorSelection", cause);
        }
    }

    public override bool Equals(object? obj) => obj is ActorSelection other && Anchor.Equals(other.Anchor) && Path.SequenceEqual(other.Path);

    public override int GetHashCode() => HashCode.Combine(Anchor, PathString);

    public override string ToString() => $"ActorSelection[Anchor({Anchor.Path}), Path({PathString})]";

    /// <summary>Walks from <paramref name="anchor"/> and gives the message to all it reaches; when that is nobody, an Identify is answered with null and the rest is a dead letter.</summary>
    internal static void Deliver(IInternalActorRef anchor, IActorRef? sender, ActorSelectionMessage selection)
    {
        var reached = Walk(anchor, selection.Elements, 0).Distinct().ToList();
        foreach (var target in reached)
            target.Tell(selection.Message, sender);
        if (reached.Count > 0)
            return;
        var missing = selection.Elements.Aggregate(anchor.Path, (path, element) => element is SelectParent ? path.Parent : path / element.ToString()!);
        if (selection.Message is Identify identify)
            sender?.Tell(new ActorIdentity(identify.MessageId, null), ActorRefs.NoSender);
        else if (!selection.Elements.Any(element => element is SelectChildPattern or SelectChildRecursive))
            new EmptyLocalActorRef(anchor.Provider, missing, ((LocalActorRefProvider)anchor.Provider).EventStream).Tell(selection.Message, sender);
    }

    private static IEnumerable<IInternalActorRef> Walk(IInternalActorRef from, SelectionPathElement[] elements, int index)
    {
        if (from.IsNobody())
            return [];
        if (index == elements.Length)
            return [from];
        var children = from is ActorRefWithCell withCell ? withCell.Children.Cast<IInternalActorRef>() : [];
        return elements[index] switch
        {
            SelectParent => Walk(from.Parent, elements, index + 1),
            SelectChildName { Name: "" } => Walk(from, elements, index + 1),
            SelectChildName name => Walk((IInternalActorRef)from.GetChild([name.Name]), elements, index + 1),
            SelectChildPattern pattern => children.Where(child => pattern.Fits(child.Path.Name)).SelectMany(child => Walk(child, elements, index + 1)),
            SelectChildRecursive => children.SelectMany(child => Walk(child, elements, index + 1).Concat(Walk(child, elements, index))),
            var other => throw new NotSupportedException($"Unknown selection element {other}."),
        };
    }

    private static SelectionPathElement Parse(string element) => element switch
    {
        "**" => SelectChildRecursive.Instance,
        ".." => SelectParent.Instance,
        _ when element.Contains('*', StringComparison.Ordinal) || element.Contains('?', StringComparison.Ordinal) => new SelectChildPattern(element),
        _ => new SelectChildName(element),
    };
}
