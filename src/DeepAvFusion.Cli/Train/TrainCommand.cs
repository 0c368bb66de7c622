using System.CommandLine;
using DeepAvFusion.Cli.Commands;
using DeepAvFusion.Core.Settings;
using DeepAvFusion.Inference.Network;
using DeepAvFusion.Training.Checkpointing;
using DeepAvFusion.Training.Joint;
using DeepAvFusion.Training.Settings;
using Spectre.Console;

namespace DeepAvFusion.Cli.Train;

/// <summary>`deepav train RECIPE`: trains by a recipe into a run folder, from which a stopped run goes on.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var recipe = new Argument<string>("recipe") { Description = $"One of {string.Join(", ", TrainingPlan.Recipes)}.", HelpName = "RECIPE" };
        recipe.AcceptOnlyFromAmong([.. TrainingPlan.Recipes]);
        var export = new Option<string?>("--export") { Description = "Write the trained model for the live analyzer here at the end (recipe joint).", HelpName = "FILE" };
        var options = new TrainingOptions();
        var command = new Command("train", "Train a network: masked pre-training, linear probe, finetuning, separation, segmentation, or the live analyzer's model (joint).") { recipe, export };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var plan = options.Load(parsed, parsed.GetRequiredValue(recipe));
            return Run(plan, parsed.GetValue(export));
        });
        return command;
    }

    private static int Run(TrainingPlan plan, string? export)
    {
        if (export is not null && plan.Recipe != JointRecipe.RecipeName)
            throw new SettingsException([$"--export writes the live analyzer's model, which only the recipe {JointRecipe.RecipeName} trains, not {plan.Recipe}."]);
        if (export is not null && !plan.Model.IsPreset)
            throw new SettingsException(["--export writes a model that the live analyzer builds again by its preset's name alone: leave data.image_size, data.audio_mels, data.audio_dur and what model.image, model.audio and model.fusion say of the encoder as they are."]);
        var devices = TrainingDevices.Of(plan.Environment, AnalyzerOpener.DeviceOf(plan.Environment.Device), AnalyzerOpener.GpuCount, Environment.ProcessorCount);
        using var setup = new TrainingSetup(plan, devices.Devices);
        Console.Error.WriteLine($"{plan.Recipe} of {plan.Model.Name} on {plan.Data.Dataset} into {plan.Folder}: {plan.Training.Epochs} epochs of {setup.Data.Batches} batches of {setup.Data.BatchSize}");
        if (devices.Asked > 1) Console.Error.WriteLine($"{devices}.");
        if (setup.Recipe is JointRecipe { Start: { } start }) Console.Error.WriteLine($"It {start}.");
        if (plan.Training.Resume && File.Exists(new RunFolder(plan.Folder).Latest)) Console.Error.WriteLine("It goes on from the checkpoint there.");
        foreach (var note in CheckpointNotes.Of(plan.Start.Checkpoint, plan.Start.ImageWeights, plan.Start.AudioWeights)) Console.Error.WriteLine(note);
        if (setup.Missing > 0) Console.Error.WriteLine($"{setup.Missing} listed clips are not there.");
        using var signals = new StopSignals();
        using var progress = new TrainProgress(Math.Max(1, plan.Progress.PrintEvery / plan.Training.Accumulate));
        var outcome = setup.Run(progress, signals.Token);
        progress.Dispose();
        if (outcome.Data.Skipped > 0) Console.Error.WriteLine(TerminalText.Line($"{outcome.Data.Skipped} samples could not be read; the last: {outcome.Data.LastTrouble}"));
        if (outcome.Overflows > 0) Console.Error.WriteLine($"{outcome.Overflows} steps were left out, because gradients of the scaled loss overflowed; the scale fell to {outcome.State.Scale?.Factor}.");
        if (outcome is { IsComplete: true, Data.Samples: 0 })
            AnsiConsole.WriteLine("There was nothing left to train: give it more opt.epochs or another job_name, or start anew with opt.resume=false.");
        else
            AnsiConsole.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"{outcome.State.Epoch} of {plan.Training.Epochs} epochs, {outcome.State.Steps} steps, loss {outcome.Loss:0.0000}, {outcome.Data.SamplesPerWorkerSecond:0} samples/s a loader thread"));
        foreach (var (name, value) in outcome.Measures) AnsiConsole.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"  {name,-18} {value:0.0000}"));
        if (export is not null && setup.Recipe is JointRecipe joint)
        {
            joint.Export(export, plan.Joint.Name, new Dictionary<string, string> { ["steps"] = outcome.State.Steps.ToString(System.Globalization.CultureInfo.InvariantCulture) });
            AnsiConsole.WriteLine($"wrote {export}");
        }

        if (outcome.IsComplete) return outcome.Data.Skipped > 0 ? EntryPoint.Incomplete : 0;
        AnsiConsole.WriteLine("Stopped; the same command goes on from here.");
        return EntryPoint.Interrupted;
    }
}
