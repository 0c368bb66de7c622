using System.Collections.Concurrent;

namespace Akka.Util;

/// <summary>Finds the types that configuration names, with or without their assembly.</summary>
internal static class TypeCache
{
    private static readonly ConcurrentDictionary<string, Type> Found = new();

    public static Type? Find(string typeName)
    {
        if (Found.TryGetValue(typeName, out var known))
            return known;
        var bare = typeName.Split(',')[0].Trim();
        var type = Type.GetType(typeName, throwOnError: false)
                   ?? typeof(TypeCache).Assembly.GetType(bare)
                   ?? AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetType(bare)).FirstOrDefault(match => match is not null);
        return type is null ? null : Found.GetOrAdd(typeName, type);
    }
}
