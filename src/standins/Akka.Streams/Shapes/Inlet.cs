namespace Akka.Streams;

/// <summary>An input port of a stage.</summary>
public abstract class InPort
{
    internal int Id = -1;
}

/// <summary>An input port, without its element type.</summary>
public abstract class Inlet : InPort
{
    public readonly string Name;

    protected Inlet(string name) => Name = name ?? throw new ArgumentException("An inlet needs a name.", nameof(name));

    public abstract Inlet CarbonCopy();

    public static Inlet<T> Create<T>(Inlet inlet) => inlet as Inlet<T> ?? new Inlet<T>(inlet.Name);

    public sealed override string ToString() => Name;
}

/// <summary>An input port that takes elements of <typeparamref name="T"/>.</summary>
public sealed class Inlet<T> : Inlet
{
    public Inlet(string name) : base(name)
    {
    }

    public override Inlet CarbonCopy() => new Inlet<T>(Name);
}
