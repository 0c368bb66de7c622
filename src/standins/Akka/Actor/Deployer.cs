using Akka.Configuration;

namespace Akka.Actor;

/// <summary>The deployments of <c>akka.actor.deployment</c>, by actor path below <c>/user</c>; <c>*</c> stands for any one name.</summary>
public class Deployer
{
    private readonly List<(string[] Pattern, Deploy Deploy)> _deployments = [];

    public Deployer(Settings settings)
    {
        var section = settings.Config.GetConfig("akka.actor.deployment");
        foreach (var (key, value) in section?.AsEnumerable() ?? [])
        {
            if (key != "default")
                SetDeploy(ParseConfig(key, value.ToConfig()));
        }
    }

    /// <returns>Null when the configuration says nothing about that actor.</returns>
    public Deploy? Lookup(ActorPath path) => path.Depth > 1 && path.Elements[0] == "user" ? Lookup(path.Elements.Skip(1)) : null;

    public Deploy? Lookup(IEnumerable<string> path)
    {
        var names = path.ToArray();
        var matches = _deployments.Where(entry => Matches(entry.Pattern, names));
        return matches.OrderBy(entry => entry.Pattern.Count(part => part.Contains('*', StringComparison.Ordinal))).Select(entry => entry.Deploy).FirstOrDefault();
    }

    public void SetDeploy(Deploy deploy) => _deployments.Add((deploy.Path.Split('/', StringSplitOptions.RemoveEmptyEntries), deploy));

    public virtual Deploy ParseConfig(string key, Config config) =>
        Deploy.At(key).WithDispatcher(config.GetString("dispatcher", "")).WithMailbox(config.GetString("mailbox", ""))
            .WithStashCapacity(config.GetInt("stash-capacity", Deploy.NoStashSize));

    private static bool Matches(string[] pattern, string[] names)
    {
        if (pattern.Length > 0 && pattern[^1] == "**" && names.Length >= pattern.Length)
            return pattern.SkipLast(1).Zip(names).All(pair => pair.First == "*" || pair.First == pair.Second);
        return pattern.Length == names.Length && pattern.Zip(names).All(pair => pair.First == "*" || pair.First == pair.Second);
    }
}
