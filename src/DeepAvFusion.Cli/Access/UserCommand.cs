using System.CommandLine;
using DeepAvFusion.Cli.Commands;
using DeepAvFusion.Core;
using DeepAvFusion.Store.Access;
using DeepAvFusion.Store.Databases;

namespace DeepAvFusion.Cli.Access;

/// <summary>`deepav user`: who may sign in. A running analyzer knows of it within seconds.</summary>
internal static class UserCommand
{
    public static Command Create() => new("user", "Who may sign in: with the first user there is a door, and everybody has to sign in.") { Add(), List(), Remove(), Password(), Role() };

    private static Command Add() => Command("add", "Add a user; the password is asked for, or read from standard input.", withRole: true, async (options, parsed, name, database, cancel) =>
    {
        await new UserTable(database, TimeProvider.System).AddAsync(name, PasswordPrompt.Ask(name), options.Role(parsed), options.Streams(parsed), cancel).ConfigureAwait(false);
        await AccessOptions.NoteAsync(database, "user add", $"{name} {options.Role(parsed).Text()}", cancel).ConfigureAwait(false);
    });

    private static Command List()
    {
        var options = new AccessOptions();
        var command = new Command("list", "List users with their roles and streams.");
        options.AddTo(command, withRole: false);
        command.SetAction(async (parsed, cancel) =>
        {
            foreach (var user in await new UserTable(options.Open(parsed), TimeProvider.System).AllAsync(cancel).ConfigureAwait(false))
                Console.WriteLine(TerminalText.Line(FormattableString.Invariant($"{user.Name,-20} {user.Role.Text(),-9} {AccessOptions.Show(user.Streams)}; {(user.SeenAt is { } seen ? $"signed in {seen:u}" : "never signed in")}{(user.IsLocked ? "; locked" : "")}")));
            return 0;
        });
        return command;
    }

    private static Command Remove() => Command("remove", "Remove a user and end the user's sessions; without any user the page is open again on a loopback address.", withRole: false, async (_, _, name, database, cancel) =>
    {
        if (!await new UserTable(database, TimeProvider.System).RemoveAsync(name, evenTheLast: true, cancel).ConfigureAwait(false))
            throw Nobody(name);
        await AccessOptions.NoteAsync(database, "user remove", name, cancel).ConfigureAwait(false);
    });

    private static Command Password() => Command("password", "Set another password, which unlocks the user and ends the user's sessions.", withRole: false, async (_, _, name, database, cancel) =>
    {
        var users = new UserTable(database, TimeProvider.System);
        if (await users.FindAsync(name, cancel).ConfigureAwait(false) is null)
            throw Nobody(name);
        await users.SetPasswordAsync(name, PasswordPrompt.Ask(name), cancel).ConfigureAwait(false);
        await AccessOptions.NoteAsync(database, "user password", name, cancel).ConfigureAwait(false);
    });

    private static Command Role() => Command("role", "Set what a user may do and see.", withRole: true, async (options, parsed, name, database, cancel) =>
    {
        if (!await new UserTable(database, TimeProvider.System).ChangeAsync(name, options.Role(parsed), options.Streams(parsed), cancel).ConfigureAwait(false))
            throw Nobody(name);
        await AccessOptions.NoteAsync(database, "user role", $"{name} {options.Role(parsed).Text()}", cancel).ConfigureAwait(false);
    });

    private static Command Command(string verb, string description, bool withRole, Func<AccessOptions, ParseResult, string, StoreDatabase, CancellationToken, Task> act)
    {
        var options = new AccessOptions();
        var name = new Argument<string>("NAME") { Description = "The user's name: a-z, 0-9, '.', '-', '_' and '@'." };
        var command = new Command(verb, description) { name };
        options.AddTo(command, withRole);
        command.SetAction(async (parsed, cancel) =>
        {
            await act(options, parsed, parsed.GetRequiredValue(name), options.Open(parsed), cancel).ConfigureAwait(false);
            return 0;
        });
        return command;
    }

    private static UserErrorException Nobody(string name) => new($"There is no user '{name}'; `deepav user list` tells who there is.");
}
