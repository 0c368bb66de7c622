using DeepAvFusion.Core;

namespace DeepAvFusion.Training.Recipes;

/// <summary>Refuses settings, all their problems at once.</summary>
internal static class RecipeProblems
{
    /// <exception cref="UserErrorException">There is a problem.</exception>
    public static void ThrowIfAny(string recipe, params IEnumerable<string>[] problems)
    {
        var all = problems.SelectMany(one => one).Distinct().ToArray();
        if (all.Length > 0) throw new UserErrorException($"The recipe '{recipe}' cannot be run: {string.Join("; ", all)}.");
    }
}
