using DeepAvFusion.Training.Schedules;

namespace DeepAvFusion.Training.Tests.Schedules;

public sealed class LearningRateScheduleSpecs
{
    [Fact]
    public void The_cosine_ends_at_the_least_rate()
    {
        var schedule = new LearningRateSchedule(1, 100, 20, Least: 0.1);

        Assert.Equal(0, schedule.At(0));
        Assert.Equal(0.5, schedule.At(10), 1e-12);
        Assert.Equal(1, schedule.At(20), 1e-12);
        Assert.Equal(0.55, schedule.At(60), 1e-12);
        Assert.Equal(0.1, schedule.At(100), 1e-12);
    }
}
