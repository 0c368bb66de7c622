using System.Reflection;
using System.Reflection.Emit;

namespace DeepAvFusion.Architecture.Tests.Cycles;

/// <summary>Which types of an assembly use which others of it: by base types, members, attributes, and by what their methods do. Constants leave no trace in an assembly.</summary>
internal static class TypeUses
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<ushort, OpCode> Codes = typeof(OpCodes).GetFields().Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => (ushort)code.Value);

    /// <summary>Pairs of types that stand in files of their own; what is nested in a type counts as that type.</summary>
    public static HashSet<(Type User, Type Used)> Of(Assembly assembly) =>
        [.. from type in assembly.GetTypes()
            where type.Namespace is not null
            from used in Uses(type).SelectMany(Parts)
            where used.Assembly == assembly && used.Namespace is not null
            select (Outermost(type), Outermost(used)) into pair
            where pair.Item1 != pair.Item2
            select pair];

    private static IEnumerable<Type> Uses(Type type) =>
        [
            .. Of(type.BaseType), .. type.GetInterfaces(), .. Attributes(type),
            .. type.GetFields(Declared).SelectMany(field => Of(field.FieldType).Concat(Attributes(field))),
            .. type.GetProperties(Declared).SelectMany(Attributes),
            .. type.GetMethods(Declared).SelectMany(method => Of(method.ReturnType).Concat(Uses(method))),
            .. type.GetConstructors(Declared).SelectMany(Uses),
            .. type.GetGenericArguments().SelectMany(argument => argument.IsGenericParameter ? argument.GetGenericParameterConstraints() : [argument]),
        ];

    private static IEnumerable<Type> Uses(MethodBase method) =>
        [.. method.GetParameters().Select(parameter => parameter.ParameterType), .. Attributes(method), .. method.GetMethodBody() is { } body ? Uses(method, body) : []];

    private static IEnumerable<Type> Uses(MethodBase method, MethodBody body)
    {
        foreach (var local in body.LocalVariables) yield return local.LocalType;
        foreach (var clause in body.ExceptionHandlingClauses)
            if (clause.Flags == ExceptionHandlingClauseOptions.Clause && clause.CatchType is { } caught) yield return caught;
        var (ofType, ofMethod) = (method.DeclaringType!.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : []);
        foreach (var token in Tokens(body.GetILAsByteArray()!))
        {
            var member = method.Module.ResolveMember(token, ofType, ofMethod)!;
            if (member is Type type) yield return type;
            if (member.DeclaringType is { } declaring) yield return declaring;
            if (member is FieldInfo field) yield return field.FieldType;
            if (member is MethodInfo { IsGenericMethod: true } generic) foreach (var argument in generic.GetGenericArguments()) yield return argument;
            if (member is MethodInfo called) yield return called.ReturnType;
        }
    }

    /// <summary>The members that instructions name.</summary>
    private static IEnumerable<int> Tokens(byte[] code)
    {
        for (var at = 0; at < code.Length;)
        {
            var value = (ushort)(code[at] == 0xFE ? 0xFE00 | code[at + 1] : code[at]);
            var instruction = Codes[value];
            at += instruction.Size;
            switch (instruction.OperandType)
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                    yield return BitConverter.ToInt32(code, at);
                    at += 4;
                    break;
                case OperandType.InlineSwitch:
                    at += 4 + 4 * BitConverter.ToInt32(code, at);
                    break;
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    at += 1;
                    break;
                case OperandType.InlineVar:
                    at += 2;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    at += 8;
                    break;
                default:
                    at += 4;
                    break;
            }
        }
    }

    private static IEnumerable<Type> Attributes(MemberInfo member) => member.GetCustomAttributesData()
        .SelectMany(attribute => attribute.ConstructorArguments.Select(argument => argument.Value).OfType<Type>().Append(attribute.AttributeType));

    private static IEnumerable<Type> Of(Type? type) => type is null ? [] : [type];

    /// <summary>A type and those that it is made of: of what it is an array, its arguments.</summary>
    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericParameter || type.IsFunctionPointer ? []
        : type.IsConstructedGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
        : [type];

    private static Type Outermost(Type type) => type.DeclaringType is { } declaring ? Outermost(declaring) : type;
}
