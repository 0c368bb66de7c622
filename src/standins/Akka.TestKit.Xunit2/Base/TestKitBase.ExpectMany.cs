using System.Runtime.CompilerServices;
using Akka.Actor;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Expects as many messages as given, each of the given ones once, in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) => ExpectMsgAllOf(RemainingOrDefault, (IReadOnlyCollection<T>)messages);

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        ExpectMsgAllOf(RemainingOrDefault, messages, cancellationToken);

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, params T[] messages) => ExpectMsgAllOf(max, (IReadOnlyCollection<T>)messages);

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        Run(ListAsync(ExpectMsgAllOfAsync(max, messages, cancellationToken)));

    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        ExpectMsgAllOfAsync(RemainingOrDefault, messages, cancellationToken);

    public async IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(
        TimeSpan max, IReadOnlyCollection<T> messages, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var received = await ListAsync(ReceiveNAsync(messages.Count, max, cancellationToken)).ConfigureAwait(false);
        var missing = messages.Where(wanted => !received.Exists(message => Equals(message, wanted))).ToList();
        var unexpected = received.Where(message => !messages.Any(wanted => Equals(message, wanted))).ToList();
        if (missing.Count > 0 || unexpected.Count > 0)
            _assertions.Fail($"Not found: [{string.Join(", ", missing)}], found unexpected: [{string.Join(", ", unexpected)}]");
        foreach (var message in received)
            yield return (T)message;
    }

    /// <summary>Expects the next message to be one of the given.</summary>
    public T ExpectMsgAnyOf<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default) => Run(ExpectMsgAnyOfAsync(messages, cancellationToken));

    public async ValueTask<T> ExpectMsgAnyOfAsync<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default)
    {
        var wanted = messages.ToList();
        var (success, envelope) = await TryReceiveOneAsync(RemainingOrDefault, cancellationToken).ConfigureAwait(false);
        _assertions.AssertTrue(success, $"Timeout while waiting for one of [{string.Join(", ", wanted)}]");
        _assertions.AssertTrue(wanted.Exists(candidate => Equals(candidate, envelope.Message)), $"Found unexpected {envelope.Message}, expected one of [{string.Join(", ", wanted)}]");
        return (T)envelope.Message!;
    }

    /// <summary>Creates an actor as a child of the test actor.</summary>
    public IActorRef ChildActorOf(Props props, string name, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default) =>
        SpawnAsync(props, name, supervisorStrategy, cancellationToken).GetAwaiter().GetResult();

    public IActorRef ChildActorOf(Props props, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default) =>
        SpawnAsync(props, null, supervisorStrategy, cancellationToken).GetAwaiter().GetResult();

    public IActorRef ChildActorOf(Props props, string name, CancellationToken cancellationToken = default) =>
        SpawnAsync(props, name, null, cancellationToken).GetAwaiter().GetResult();

    public IActorRef ChildActorOf(Props props, CancellationToken cancellationToken = default) =>
        SpawnAsync(props, null, null, cancellationToken).GetAwaiter().GetResult();

    public Task<IActorRef> ChildActorOfAsync(Props props, string name, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default) =>
        SpawnAsync(props, name, supervisorStrategy, cancellationToken);

    public Task<IActorRef> ChildActorOfAsync(Props props, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default) =>
        SpawnAsync(props, null, supervisorStrategy, cancellationToken);

    public Task<IActorRef> ChildActorOfAsync(Props props, string name, CancellationToken cancellationToken = default) =>
        SpawnAsync(props, name, null, cancellationToken);

    public Task<IActorRef> ChildActorOfAsync(Props props, CancellationToken cancellationToken = default) => SpawnAsync(props, null, null, cancellationToken);

    private Task<IActorRef> SpawnAsync(Props props, string? name, SupervisorStrategy? strategy, CancellationToken cancellationToken) =>
        TestActor.Ask<IActorRef>(new InternalTestActor.Spawn(props, name, strategy), RemainingOrDefault, cancellationToken);
}
