using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

public static class WatchAsyncSupport
{
    /// <summary>Completes with true when the actor has ended, with false when the token fires first.</summary>
    public static async Task<bool> WatchAsync(this IActorRef target, CancellationToken token = default)
    {
        var watchee = (IInternalActorRef)target;
        var watcher = new DeathRef(watchee.Provider);
        watchee.SendSystemMessage(new Watch(watchee, watcher));
        try
        {
            await watcher.Ended.WaitAsync(token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            watchee.SendSystemMessage(new Unwatch(watchee, watcher));
            return false;
        }
    }

    private sealed class DeathRef(IActorRefProvider provider) : MinimalActorRef
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override ActorPath Path { get; } = provider.TempPath();

        public override IActorRefProvider Provider => provider;

        public Task Ended => _ended.Task;

        public override void SendSystemMessage(ISystemMessage message)
        {
            if (message is DeathWatchNotification)
                _ended.TrySetResult();
        }
    }
}
