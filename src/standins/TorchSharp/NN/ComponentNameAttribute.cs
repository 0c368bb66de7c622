namespace TorchSharp.Utils;

/// <summary>The name of a component in its module's state, where it is not that of the field.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ComponentNameAttribute : Attribute
{
    public string Name { get; set; } = "";
}
