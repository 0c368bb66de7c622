using DeepAvFusion.Engine.Learning;

namespace DeepAvFusion.Engine.Tests.Learning;

public sealed class HourlyRatesSpecs
{
    private static readonly HashSet<string> Labels = ["bell"];
    private static readonly DateTimeOffset Start = new(2026, 1, 10, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(7, 60, 25, false)]       // ten of these minutes are usual
    [InlineData(7, 60, 40, true)]
    [InlineData(7, 0, 19, false)]        // too few to tell anything
    [InlineData(7, 0, 21, true)]
    [InlineData(2, 0, 100, false)]       // too few days
    public void A_label_is_told_too_often_by_what_is_usual_at_the_hour(int days, int anHour, int now, bool expected)
    {
        var rates = new HourlyRates(null);
        for (var day = days; day > 0; day--)
        {
            rates.Pass(Start - TimeSpan.FromDays(day));
            for (var i = 0; i < anHour; i++) rates.Add("bell", Start - TimeSpan.FromDays(day) + TimeSpan.FromSeconds(i));
        }
        for (var i = 0; i < now; i++) rates.Add("bell", Start + TimeSpan.FromSeconds(i));
        Assert.Equal(expected, rates.TooOften(Labels, Start + TimeSpan.FromSeconds(now), 3) is not null);
    }

    [Fact]
    public void What_is_usual_is_known_after_a_restart_and_a_damaged_file_is_none()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("davf-hours-").FullName, "hours.json");
        var rates = new HourlyRates(file);
        for (var day = 9; day > 0; day--) rates.Add("bell", Start - TimeSpan.FromDays(day));
        rates.Keep();
        var again = new HourlyRates(file);
        for (var i = 0; i < 30; i++) again.Add("bell", Start);
        Assert.Equal(("bell", 30), (again.TooOften(Labels, Start, 3)?.Label, again.TooOften(Labels, Start, 3)?.Count));
        File.WriteAllText(file, "{");
        Assert.Null(new HourlyRates(file).TooOften(Labels, Start, 3));
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }
}
