namespace Akka.Actor;

/// <summary>Where an actor stands in the tree, as <c>akka://system/user/parent/child</c>. The uid of one incarnation takes no part in equality.</summary>
public abstract class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>
{
    public const string ValidSymbols = "\"-_.*$+:@&=,!~';()";

    private string? _text;

    protected ActorPath(Address address, string name)
    {
        Address = address;
        Name = name;
        Parent = this;
        Root = this;
        Elements = [];
    }

    protected ActorPath(ActorPath parentPath, string name, long uid)
    {
        Parent = parentPath;
        Address = parentPath.Address;
        Root = parentPath.Root;
        Name = name;
        Uid = uid;
        Depth = parentPath.Depth + 1;
        Elements = [.. parentPath.Elements, name];
    }

    public Address Address { get; }

    public string Name { get; }

    public ActorPath Parent { get; }

    public ActorPath Root { get; }

    public int Depth { get; }

    public long Uid { get; }

    /// <summary>The names from below the root down to this one.</summary>
    public IReadOnlyList<string> Elements { get; }

    public static ActorPath operator /(ActorPath path, string name) => new ChildActorPath(path, name, 0);

    public static ActorPath operator /(ActorPath path, IEnumerable<string> name) => name.Where(part => part.Length > 0).Aggregate(path, (parent, part) => parent / part);

    public static bool operator ==(ActorPath? left, ActorPath? right) => Equals(left, right);

    public static bool operator !=(ActorPath? left, ActorPath? right) => !Equals(left, right);

    public static bool IsValidPathElement(string s)
    {
        if (string.IsNullOrEmpty(s) || s[0] == '$')
            return false;
        for (var i = 0; i < s.Length; i++)
        {
            if (char.IsAsciiLetterOrDigit(s[i]) || ValidSymbols.Contains(s[i], StringComparison.Ordinal))
                continue;
            if (s[i] != '%' || i + 2 >= s.Length || !char.IsAsciiHexDigit(s[i + 1]) || !char.IsAsciiHexDigit(s[i + 2]))
                return false;
            i += 2;
        }
        return true;
    }

    public static string FormatPathElements(IEnumerable<string> pathElements) => "/" + string.Join('/', pathElements);

    public static ActorPath Parse(string path) =>
        TryParse(path, out var actorPath) ? actorPath : throw new UriFormatException($"Can not parse an ActorPath: {path}");

    public static bool TryParse(string path, out ActorPath actorPath)
    {
        actorPath = null!;
        if (!Uri.TryCreate(path, UriKind.Absolute, out var uri) || !uri.Scheme.StartsWith("akka", StringComparison.OrdinalIgnoreCase))
            return false;
        var start = path.IndexOf("://", StringComparison.Ordinal) + 3;
        var slash = path.IndexOf('/', start);
        var authority = slash < 0 ? path[start..] : path[start..slash];
        var at = authority.IndexOf('@', StringComparison.Ordinal);
        var address = at < 0
            ? new Address(uri.Scheme, authority)
            : new Address(uri.Scheme, authority[..at], uri.Host, uri.IsDefaultPort ? null : uri.Port);
        actorPath = new RootActorPath(address);
        if (slash < 0)
            return true;
        var rest = path[slash..];
        var hash = rest.IndexOf('#', StringComparison.Ordinal);
        var uid = hash >= 0 && long.TryParse(rest[(hash + 1)..], out var parsed) ? parsed : 0;
        actorPath /= (hash < 0 ? rest : rest[..hash]).Split('/');
        if (uid != 0)
            actorPath = actorPath.WithUid(uid);
        return true;
    }

    public ActorPath Child(string childName) => this / childName;

    public ActorPath ParentOf(int depth)
    {
        var current = this;
        var target = depth >= 0 ? depth : Depth + depth;
        while (current.Depth > target)
            current = current.Parent;
        return current;
    }

    public ActorPath WithUid(long uid) => Depth == 0 || uid == Uid ? this : new ChildActorPath(Parent, Name, uid);

    public string ToStringWithoutAddress() => Depth == 0 ? "/" : FormatPathElements(Elements);

    public string ToStringWithAddress() => ToStringWithAddress(Address);

    public string ToStringWithAddress(Address address) => (Address.HasGlobalScope ? Address : address) + ToStringWithoutAddress();

    public string ToStringWithUid() => Uid == 0 ? ToString() : ToString() + "#" + Uid;

    public string ToSerializationFormat() => ToStringWithUid();

    public bool Equals(ActorPath? other)
    {
        if (ReferenceEquals(this, other))
            return true;
        return other is not null && Depth == other.Depth && Name == other.Name && Address.Equals(other.Address)
               && (Depth == 0 || Parent.Equals(other.Parent));
    }

    public override bool Equals(object? obj) => Equals(obj as ActorPath);

    public override int GetHashCode() => string.GetHashCode(ToString(), StringComparison.Ordinal);

    public int CompareTo(ActorPath? other) => string.CompareOrdinal(ToString(), other?.ToString());

    public override string ToString() => _text ??= Address + ToStringWithoutAddress();
}
