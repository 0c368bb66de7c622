using DeepAvFusion.Core.Settings;

namespace DeepAvFusion.Store.Access;

/// <summary>What somebody may do; each may do what those before it may.</summary>
public enum AccessRole
{
    /// <summary>May see.</summary>
    Viewer,

    /// <summary>May correct, mark, restart and stop.</summary>
    Operator,

    /// <summary>May change settings, promote, roll back, delete, and say who may do what.</summary>
    Admin,
}

/// <summary>Roles as they are written: in lower case.</summary>
public static class AccessRoles
{
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetNames<AccessRole>().Select(SettingsReader.Dashed)];

    public static string Text(this AccessRole role) => Names[(int)role];

    /// <returns>Null where there is no such role.</returns>
    public static AccessRole? Of(string? text) => text is not null && Names.ToList().IndexOf(text) is >= 0 and var index ? (AccessRole)index : null;
}
