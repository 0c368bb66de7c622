using System.Diagnostics.CodeAnalysis;

namespace TorchSharp;

/// <summary>Named components in the order of their registration.</summary>
internal sealed class OrderedComponents<T>
{
    private readonly List<(string name, T value)> _items = [];

    internal IReadOnlyList<(string name, T value)> Items => _items;

    internal bool Contains(string name) => IndexOf(name) >= 0;

    internal bool TryGet(string name, [MaybeNullWhen(false)] out T value)
    {
        var i = IndexOf(name);
        value = i < 0 ? default : _items[i].value;
        return i >= 0;
    }

    internal bool TryAdd(string name, T value)
    {
        if (Contains(name)) return false;
        _items.Add((name, value));
        return true;
    }

    /// <summary>Adds, or replaces in the same place.</summary>
    internal void Set(string name, T value)
    {
        var i = IndexOf(name);
        if (i < 0) _items.Add((name, value));
        else _items[i] = (name, value);
    }

    internal void Remove(string name)
    {
        var i = IndexOf(name);
        if (i >= 0) _items.RemoveAt(i);
    }

    internal void Clear() => _items.Clear();

    private int IndexOf(string name) => _items.FindIndex(item => item.name == name);
}
