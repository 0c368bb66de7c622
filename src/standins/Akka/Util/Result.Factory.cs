namespace Akka.Util;

public static class Result
{
    public static Result<T> Success<T>(T value) => new(value);

    public static Result<T> Failure<T>(Exception exception) => new(exception);

    public static Result<T> FromTask<T>(Task<T> task) =>
        task.IsCompletedSuccessfully ? Success(task.Result)
        : task.IsCanceled ? Failure<T>(new TaskCanceledException(task))
        : Failure<T>(task.Exception is { InnerExceptions.Count: 1 } one ? one.InnerException! : task.Exception!);

    public static Result<T> From<T>(Func<T> func)
    {
        try
        {
            return Success(func());
        }
        catch (Exception cause)
        {
            return Failure<T>(cause);
        }
    }
}
