using Akka.Configuration;

namespace Akka.Actor;

/// <summary>A phase of the coordinated shutdown, as configured.</summary>
internal sealed record ShutdownPhase(IReadOnlyList<string> DependsOn, TimeSpan Timeout, bool Recover, bool Enabled)
{
    public static Dictionary<string, ShutdownPhase> Read(Config config)
    {
        var usual = config.GetTimeSpan("default-phase-timeout");
        var phases = new Dictionary<string, ShutdownPhase>();
        foreach (var (name, value) in config.GetConfig("phases").AsEnumerable())
        {
            var section = value.ToConfig();
            phases[name] = new ShutdownPhase([.. section.GetStringList("depends-on")], section.GetTimeSpan("timeout", usual),
                section.GetBoolean("recover", true), section.GetBoolean("enabled", true));
        }
        return phases;
    }

    /// <summary>The phases so that each comes after those it depends on.</summary>
    /// <exception cref="ArgumentException">They depend on one another in a circle.</exception>
    public static IReadOnlyList<string> Sort(Dictionary<string, ShutdownPhase> phases)
    {
        var sorted = new List<string>();
        var visiting = new HashSet<string>();
        foreach (var name in phases.Keys.Concat(phases.Values.SelectMany(phase => phase.DependsOn)))
            Visit(name);
        return [.. sorted.Where(phases.ContainsKey)];

        void Visit(string name)
        {
            if (sorted.Contains(name))
                return;
            if (!visiting.Add(name))
                throw new ArgumentException($"Cycle detected in graph of phases. It must be a DAG. Phase [{name}] depends transitively on itself.");
            if (phases.TryGetValue(name, out var phase))
            {
                foreach (var before in phase.DependsOn)
                    Visit(before);
            }
            visiting.Remove(name);
            sorted.Add(name);
        }
    }
}
