using System.CommandLine;
using DeepAvFusion.Cli.Commands;
using DeepAvFusion.Core;
using DeepAvFusion.Store.Access;

namespace DeepAvFusion.Cli.Access;

/// <summary>`deepav token`: what programs sign in with.</summary>
internal static class TokenCommand
{
    public static Command Create() => new("token", "What programs sign in with (Authorization: Bearer).") { Make(), List(), Revoke() };

    private static Command Make()
    {
        var options = new AccessOptions();
        var name = new Argument<string>("NAME") { Description = "What it is for, such as grafana." };
        var lasting = new Option<TimeSpan?>("--for") { Description = "How long it is taken, such as 90d (default: until it is revoked).", HelpName = "DURATION", CustomParser = Durations.Parse };
        var command = new Command("create", "Make a token and print it, this once: only a hash of it is kept.") { name, lasting };
        options.AddTo(command, withRole: true);
        command.SetAction(async (parsed, cancel) =>
        {
            var database = options.Open(parsed);
            var (token, stored) = await new TokenTable(database, TimeProvider.System)
                .AddAsync(parsed.GetRequiredValue(name), options.Role(parsed), options.Streams(parsed), parsed.GetValue(lasting), AccessOptions.Who, cancel).ConfigureAwait(false);
            await AccessOptions.NoteAsync(database, "token create", $"{stored.Id} {stored.Name} {stored.Role.Text()}", cancel).ConfigureAwait(false);
            Console.WriteLine(token);
            return 0;
        });
        return command;
    }

    private static Command List()
    {
        var options = new AccessOptions();
        var command = new Command("list", "List tokens by their ids; never the tokens themselves.");
        options.AddTo(command, withRole: false);
        command.SetAction(async (parsed, cancel) =>
        {
            foreach (var token in await new TokenTable(options.Open(parsed), TimeProvider.System).AllAsync(cancel).ConfigureAwait(false))
                Console.WriteLine(TerminalText.Line(FormattableString.Invariant(
                    $"{token.Id} {token.Name,-20} {token.Role.Text(),-9} {AccessOptions.Show(token.Streams)}; by {token.MadeBy}; {(token.EndsAt is { } end ? $"until {end:u}" : "does not end")}; {(token.SeenAt is { } seen ? $"used {seen:u}" : "never used")}")));
            return 0;
        });
        return command;
    }

    private static Command Revoke()
    {
        var options = new AccessOptions();
        var id = new Argument<string>("ID") { Description = "The token's id, as `deepav token list` tells it: the part between the first two underscores." };
        var command = new Command("revoke", "Take a token no more.") { id };
        options.AddTo(command, withRole: false);
        command.SetAction(async (parsed, cancel) =>
        {
            var database = options.Open(parsed);
            if (!await new TokenTable(database, TimeProvider.System).RemoveAsync(parsed.GetRequiredValue(id), cancel).ConfigureAwait(false))
                throw new UserErrorException($"There is no token '{parsed.GetRequiredValue(id)}'; `deepav token list` tells what there is.");
            await AccessOptions.NoteAsync(database, "token revoke", parsed.GetRequiredValue(id), cancel).ConfigureAwait(false);
            return 0;
        });
        return command;
    }
}
