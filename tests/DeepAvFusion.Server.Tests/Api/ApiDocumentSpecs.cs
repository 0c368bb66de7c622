using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeepAvFusion.Server.Tests.Access;
using DeepAvFusion.Store.Access;

namespace DeepAvFusion.Server.Tests.Api;

/// <summary>The API as it describes itself.</summary>
public sealed class ApiDocumentSpecs
{
    // the repository is above every output folder of a test
    private static readonly string Committed = Path.Combine(Root(), "deploy", "schemas", "api.v1.json");

    [Fact]
    public async Task The_committed_document_is_the_one_that_the_program_tells()
    {
        await using var guarded = await GuardedServer.StartAsync(learns: true);
        var told = JsonNode.Parse(await guarded.Server.Client.GetStringAsync("/api/openapi.json"))!.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n";
        if (Environment.GetEnvironmentVariable("DEEPAV_WRITE_SCHEMAS") is "1")
            await File.WriteAllTextAsync(Committed, told);
        Assert.True(told == await File.ReadAllTextAsync(Committed), "The API changed: run this test with DEEPAV_WRITE_SCHEMAS=1, look at the difference in deploy/schemas/api.v1.json, and commit it.");
    }

    [Fact]
    public async Task It_can_be_read_in_a_browser_without_anything_from_elsewhere()
    {
        await using var guarded = await GuardedServer.StartAsync();
        using var page = await guarded.Server.Client.GetAsync("/api/docs/");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var text = await page.Content.ReadAsStringAsync();
        Assert.Contains("openapi.json", text, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", text, StringComparison.Ordinal);
        Assert.DoesNotContain("http:", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_told_to_those_who_may_see()
    {
        await using var guarded = await GuardedServer.StartAsync();
        await guarded.AddUserAsync("anna", AccessRole.Admin);
        Assert.Equal(HttpStatusCode.Unauthorized, await guarded.Server.AskAsync("/api/openapi.json"));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "global.json")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
