namespace Akka.Streams.Implementation.Fusing;

/// <summary>Reads the outcome of finished tasks.</summary>
internal static class AsyncResult
{
    /// <summary>Why a finished task gave no element, or null if it did; a faulted task gives its aggregate exception.</summary>
    public static Exception? FailureOf<T>(Task<T> task)
    {
        if (!task.IsCompletedSuccessfully)
            return task.Exception ?? (Exception)new TaskCanceledException(task);
        return task.Result is null ? new ArgumentNullException(nameof(task), "Element must not be null, rule 2.13") : null;
    }

    /// <summary>Runs code when a task has finished, at once if it has.</summary>
    /// <param name="task">What is waited for.</param>
    /// <param name="code">Gets the finished task.</param>
    /// <param name="callback">The asynchronous callback that runs <paramref name="code"/>.</param>
    public static void Then<T>(Task<T> task, Action<Task<T>> code, Action<Task<T>> callback)
    {
        if (task.IsCompleted)
            code(task);
        else
            task.ContinueWith(callback, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
