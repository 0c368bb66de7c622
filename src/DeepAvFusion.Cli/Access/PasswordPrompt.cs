using System.Text;
using DeepAvFusion.Core;

namespace DeepAvFusion.Cli.Access;

/// <summary>Asks for a password: at a terminal without showing it, twice; otherwise the first line of standard input. Never an argument, which others could see.</summary>
internal static class PasswordPrompt
{
    /// <exception cref="UserErrorException">None was given, or the two are not the same.</exception>
    public static string Ask(string name)
    {
        if (Console.IsInputRedirected)
            return Console.In.ReadLine() is { Length: > 0 } line ? line : throw new UserErrorException("No password came by standard input: give it as its first line.");
        var first = Read($"Password of {name}: ");
        return first == Read("Once more: ") ? first : throw new UserErrorException("The two passwords are not the same.");
    }

    private static string Read(string prompt)
    {
        Console.Error.Write(prompt);
        var typed = new StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace)
                typed.Length = Math.Max(0, typed.Length - 1);
            else if (key.KeyChar != '\0')
                typed.Append(key.KeyChar);
        }
        Console.Error.WriteLine();
        return typed.ToString();
    }
}
