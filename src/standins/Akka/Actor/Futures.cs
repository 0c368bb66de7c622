namespace Akka.Actor;

/// <summary>Ask: a message whose reply completes a task.</summary>
public static class Futures
{
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) => self.Ask<object>(message, timeout, CancellationToken.None);

    public static Task<object> Ask(this ICanTell self, object message, CancellationToken cancellationToken) => self.Ask<object>(message, null, cancellationToken);

    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<object>(message, timeout, cancellationToken);

    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) => self.Ask<T>(message, timeout, CancellationToken.None);

    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) => self.Ask<T>(message, null, cancellationToken);

    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<T>(_ => message, timeout, cancellationToken);

    /// <param name="self">Who is asked.</param>
    /// <param name="messageFactory">Makes the message from the reference the reply goes to.</param>
    /// <param name="timeout">Null: the system's <c>akka.actor.ask-timeout</c>; zero or infinite: none.</param>
    /// <exception cref="AskTimeoutException">No reply in time.</exception>
    /// <exception cref="ArgumentException">The reply is of another type.</exception>
    /// <remarks>A <see cref="Status.Failure"/> as the reply throws its cause, unless <typeparamref name="T"/> can hold it.</remarks>
    public static Task<T> Ask<T>(this ICanTell self, Func<IActorRef, object> messageFactory, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var provider = ProviderOf(self) ?? throw new ArgumentException("Unable to resolve the target Provider", nameof(self));
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var within = timeout ?? provider.Settings.AskTimeout;
        var path = provider.TempPath();
        var future = new FutureActorRef<T>(result, path, provider);
        provider.RegisterTempActor(future, path);
        var limits = new AskLimits<T>(result, within, cancellationToken);
        result.Task.ContinueWith((_, _) =>
        {
            limits.Dispose();
            provider.UnregisterTempActor(path);
        }, null, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        self.Tell(messageFactory(future), future);
        return result.Task;
    }

    private static IActorRefProvider? ProviderOf(ICanTell target) => target switch
    {
        ActorSelection selection => ProviderOf(selection.Anchor),
        Nobody => null,
        IInternalActorRef actor => actor.Provider,
        _ => ActorBase.CurrentCell().SystemImpl.Provider,
    };

    private sealed class AskLimits<T> : IDisposable
    {
        private readonly CancellationTokenRegistration _canceled;
        private readonly Timer? _timer;

        public AskLimits(TaskCompletionSource<T> result, TimeSpan within, CancellationToken cancellationToken)
        {
            _canceled = cancellationToken.Register(() => result.TrySetCanceled(cancellationToken));
            if (within > TimeSpan.Zero)
                _timer = new Timer(_ => result.TrySetException(new AskTimeoutException($"Timeout after {within} seconds")), null, within, Timeout.InfiniteTimeSpan);
        }

        public void Dispose()
        {
            _canceled.Unregister();
            _timer?.Dispose();
        }
    }
}
