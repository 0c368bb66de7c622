using System.Text.Json;
using DeepAvFusion.Model.Golden;
using DeepAvFusion.Training.Schedules;
using static TorchSharp.torch;

namespace DeepAvFusion.Training.Golden;

/// <summary>Learning rates over training, and their scaling with the batch.</summary>
internal static class ScheduleFamily
{
    private const double NoRamp = -1;                                          // as published: the end value holds from the start
    private static readonly (double Scale, bool Pretrained)[] Groups = [(1, false), (1, true), (0.75, false), (0.5, true)];

    public static void Run(GoldenSession session)
    {
        foreach (var entry in session.Case.Config.GetProperty("schedules").EnumerateObject())
        {
            var schedule = Read(entry.Value);
            var epochs = session.Case.Input($"{entry.Name}_epochs").Floats!;
            session.Expect($"{entry.Name}_base", tensor(epochs.Select(epoch => (float)schedule.At(epoch)).ToArray()));
            session.Expect(
                $"{entry.Name}_lr",
                tensor(epochs.SelectMany(epoch => Groups.Select(group => (float)schedule.At(epoch, group.Scale, group.Pretrained))).ToArray()));
        }

        foreach (var example in session.Case.Extra.GetProperty("scaling").GetProperty("examples").EnumerateArray())
        {
            var samples = GoldenConfig.Number(example, "batch_size") * GoldenConfig.Number(example, "accum_iter") * GoldenConfig.Number(example, "processes");
            var rate = LearningRateSchedule.Scaled(example.GetProperty("blr").GetDouble(), samples);
            var wanted = example.GetProperty("lr").GetDouble();
            session.Check("scaling", Math.Abs(rate - wanted) < 1e-12 ? null : $"{rate} where {wanted} is recorded");
        }
    }

    private static LearningRateSchedule Read(JsonElement config)
    {
        var epochs = config.GetProperty("epochs").GetDouble();
        var ramp = new PretrainedRamp(
            Start: Optional("pt_lr_mult_start") is { } start ? start.GetDouble() : 0,
            End: Optional("pt_lr_mult_end") is { } end ? end.GetDouble() : 1,
            Epochs: Optional("pt_warmup_epochs") is { } length ? EpochCount.Read(length.ToString(), epochs)!.Value : NoRamp);
        return new LearningRateSchedule(config.GetProperty("lr").GetDouble(), epochs, config.GetProperty("warmup_epochs").GetDouble(), ramp);

        JsonElement? Optional(string name) => config.TryGetProperty(name, out var found) ? found : null;
    }
}
