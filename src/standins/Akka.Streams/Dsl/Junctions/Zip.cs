namespace Akka.Streams.Dsl;

/// <summary>Combines one element of each of two inputs into a tuple.</summary>
public sealed class Zip<T1, T2> : ZipWith<T1, T2, (T1, T2)>
{
    public Zip() : base((first, second) => (first, second))
    {
    }

    public override string ToString() => "Zip";
}
