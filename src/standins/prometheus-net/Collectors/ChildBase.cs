namespace Prometheus;

/// <summary>A metric with its label values.</summary>
public abstract class ChildBase : ICollectorChild, IDisposable
{
    private readonly ChildIdentity _identity;
    private volatile bool _published;

    private protected ChildBase(ChildIdentity identity)
    {
        _identity = identity;
        _published = identity.Publish;
    }

    internal string Name => _identity.Parent.Name;

    internal string[] LabelValues => _identity.LabelValues;

    internal string LabelText => _identity.LabelText;

    internal long Order => _identity.Order;

    internal bool IsPublished => _published;

    /// <summary>Exposes the child from now on; so does any change of its value.</summary>
    public void Publish()
    {
        if (!_published) _published = true;
    }

    /// <summary>Hides the child until it is published again; its value stays.</summary>
    public void Unpublish() => _published = false;

    /// <summary>Forgets the child: asking for the same labels again begins anew.</summary>
    public void Remove() => _identity.Parent.Remove(this);

    public void Dispose() => Remove();

    internal abstract void Write(ExpositionText text);
}
