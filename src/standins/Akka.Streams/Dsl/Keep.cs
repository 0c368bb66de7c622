namespace Akka.Streams.Dsl;

/// <summary>Which materialized value of two is kept.</summary>
public static class Keep
{
    public static TLeft Left<TLeft, TRight>(TLeft left, TRight right) => left;

    public static TRight Right<TLeft, TRight>(TLeft left, TRight right) => right;

    public static (TLeft, TRight) Both<TLeft, TRight>(TLeft left, TRight right) => (left, right);

    public static NotUsed None<TLeft, TRight>(TLeft left, TRight right) => NotUsed.Instance;

    public static bool IsLeft<T1, T2, T3>(Func<T1, T2, T3> fn) => IsMethod(fn, nameof(Left));

    public static bool IsRight<T1, T2, T3>(Func<T1, T2, T3> fn) => IsMethod(fn, nameof(Right));

    /// <summary>A function on values whose types are not known statically.</summary>
    internal static Func<object?, object?, object?> Untyped<T1, T2, T3>(Func<T1, T2, T3> combine) =>
        (left, right) => combine((T1)left!, (T2)right!);

    private static bool IsMethod(Delegate fn, string name) => fn.Method.DeclaringType == typeof(Keep) && fn.Method.Name == name;
}
