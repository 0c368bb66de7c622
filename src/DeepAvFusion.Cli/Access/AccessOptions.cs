using System.CommandLine;
using DeepAvFusion.Cli.Commands;
using DeepAvFusion.Store.Access;
using DeepAvFusion.Store.Databases;

namespace DeepAvFusion.Cli.Access;

/// <summary>What commands about users and tokens share: the store, a role, and streams.</summary>
internal sealed class AccessOptions
{
    private readonly SettingsOptions _settings = new();

    private readonly Option<AccessRole> _role = new("--role")
    {
        Description = "viewer (sees), operator (corrects, marks, restarts) or admin (changes settings, promotes, deletes, lets in).",
        HelpName = "ROLE",
        CustomParser = result =>
        {
            if (AccessRoles.Of(string.Join(' ', result.Tokens.Select(token => token.Value))) is { } role)
                return role;
            result.AddError($"A role is one of {string.Join(", ", AccessRoles.Names)}.");
            return default;
        },
    };

    private readonly Option<string[]> _streams = new("--stream") { Description = "Only this stream may be seen; may be given several times (default: all).", HelpName = "NAME", AllowMultipleArgumentsPerToken = false };

    public void AddTo(Command command, bool withRole)
    {
        if (withRole)
        {
            _role.Required = true;
            command.Options.Add(_role);
            command.Options.Add(_streams);
        }
        _settings.AddTo(command);
    }

    public AccessRole Role(ParseResult parsed) => parsed.GetValue(_role);

    /// <returns>Null for all.</returns>
    public IReadOnlyList<string>? Streams(ParseResult parsed) => parsed.GetValue(_streams) is { Length: > 0 } streams ? streams : null;

    /// <summary>The store of the settings, which is made where it is not there yet.</summary>
    /// <exception cref="Core.UserErrorException">There is none, or it cannot be opened.</exception>
    public StoreDatabase Open(ParseResult parsed)
    {
        var settings = _settings.Load(parsed).Bind(ProductSettings.From).Store;
        if (!settings.IsEnabled)
            throw new Core.UserErrorException("Users and tokens are kept in the store, and davf.store.enabled is false.");
        var database = StoreDatabase.Of(settings);
        database.Migrate();
        return database;
    }

    /// <summary>Notes in the audit what was done at the command line.</summary>
    public static Task NoteAsync(StoreDatabase database, string action, string target, CancellationToken cancel) =>
        new AuditTable(database, TimeProvider.System).AddAsync(Who, "command line", action, target, "done", cancel);

    /// <summary>Who works at the command line.</summary>
    public static string Who => Environment.UserName;

    public static string Show(IReadOnlyList<string>? streams) => streams is null ? "all streams" : streams.Count == 0 ? "no stream" : string.Join(", ", streams);
}
