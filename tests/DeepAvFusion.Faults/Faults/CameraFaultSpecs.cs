namespace DeepAvFusion.Faults.Faults;

/// <summary>The selection that every test run takes.</summary>
[Trait("Suite", "short")]
public sealed class CameraFaultSpecs(ShortCameraTrials trials) : IClassFixture<ShortCameraTrials>
{
    public static TheoryData<string> Faults => [.. Fault.Short.Select(fault => fault.Name)];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Recovers_tells_why_and_leaves_the_others_alone(string fault) => (await trials.OutcomeAsync(fault)).Judge();
}

/// <summary>All faults of cameras by the bars that are promised.</summary>
[Trait("Suite", "long")]
public sealed class EveryCameraFaultSpecs(AllCameraTrials trials) : IClassFixture<AllCameraTrials>
{
    public static TheoryData<string> Faults => [.. Fault.All.Select(fault => fault.Name)];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Recovers_tells_why_and_leaves_the_others_alone(string fault) => (await trials.OutcomeAsync(fault)).Judge();
}
