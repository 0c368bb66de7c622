using DeepAvFusion.Model.Golden;
using TorchSharp;

namespace DeepAvFusion.Model.Tests.Golden;

public sealed class GoldenRunnerSpecs : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("golden-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Runs_every_case_of_a_folder_in_order()
    {
        Copy("02_vit_cls");
        Copy("01_pos_embed");

        var cases = GoldenRunner.Run(_folder).Select(row => row.Case).Distinct();

        Assert.Equal(["01_pos_embed", "02_vit_cls"], cases);
    }

    [Fact]
    public void Runs_only_the_cases_asked_for()
    {
        Copy("01_pos_embed");
        Copy("02_vit_cls");

        var cases = GoldenRunner.Run(_folder, new GoldenOptions(Only: "vit")).Select(row => row.Case).Distinct();

        Assert.Equal(["02_vit_cls"], cases);
    }

    [Fact]
    public void Fails_when_a_recorded_number_is_another()
    {
        var copy = Copy("01_pos_embed");
        var file = Path.Combine(copy.FullName, "pos_2d_48_4x6.npy");
        var bytes = File.ReadAllBytes(file);
        BitConverter.GetBytes(0.5f).CopyTo(bytes, bytes.Length - 4);
        File.WriteAllBytes(file, bytes);

        var failed = Assert.Single(GoldenRunner.Run(copy), row => row.Verdict == GoldenVerdict.Failed);

        Assert.Equal("pos_2d_48_4x6", failed.What);
        Assert.InRange(failed.WorstAbsolute, 0.01, 2);
    }

    [Fact]
    public void Fails_when_a_recorded_result_is_not_computed()
    {
        var copy = Copy("02_vit_cls");
        Edit(copy, text => text.Replace("\"y_keep\":", "\"another_result\":", StringComparison.Ordinal));

        var failed = Assert.Single(GoldenRunner.Run(copy), row => row.Verdict == GoldenVerdict.Failed);

        Assert.Equal("another_result", failed.What);
    }

    [Fact]
    public void Fails_when_weights_do_not_fit_the_configuration()
    {
        var copy = Copy("02_vit_cls");
        Edit(copy, text => text.Replace("\"depth\": 2", "\"depth\": 3", StringComparison.Ordinal));

        var failed = Assert.Single(GoldenRunner.Run(copy));

        Assert.Contains("blocks.2.norm1.weight", failed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_a_damaged_case_and_goes_on()
    {
        Edit(Copy("01_pos_embed"), text => text[..(text.Length / 2)]);
        Copy("02_vit_cls");

        var rows = GoldenRunner.Run(_folder).ToArray();

        Assert.Contains(rows, row => row.Case == "01_pos_embed" && row.Verdict == GoldenVerdict.Failed);
        Assert.Contains(rows, row => row.Case == "02_vit_cls" && row.Verdict == GoldenVerdict.Passed);
    }

    [Fact]
    public void Refuses_files_outside_the_case()
    {
        var copy = Copy("02_vit_cls");
        Edit(copy, text => text.Replace("\"x.npy\"", "\"../x.npy\"", StringComparison.Ordinal));

        Assert.Contains("outside its folder", Assert.Single(GoldenRunner.Run(copy)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Skips_kinds_it_does_not_know()
    {
        var copy = Copy("02_vit_cls");
        Edit(copy, text => text.Replace("\"case\": \"02_vit_cls\"", "\"case\": \"99_other\"", StringComparison.Ordinal));

        Assert.All(GoldenRunner.Run(copy), row => Assert.Equal((GoldenVerdict.Skipped, "unknown kind of case"), (row.Verdict, row.Reason)));
    }

    [Fact]
    public void Takes_kinds_of_cases_from_elsewhere()
    {
        var copy = Copy("11_lr_schedule");
        var kind = new GoldenKind("11_lr", session => session.Expect("pretrain_lr", session.Case.Input("pretrain_epochs").ToTensor()));

        var row = Assert.Single(GoldenRunner.Run(copy, new GoldenOptions(Kinds: [kind])), row => row.What == "pretrain_lr");

        Assert.Equal(GoldenVerdict.Failed, row.Verdict);
    }

    [Fact]
    public void Refuses_a_folder_without_cases() =>
        Assert.Contains("holds no case", Assert.Throws<DirectoryNotFoundException>(() => GoldenRunner.Run(_folder)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("02_vit_plain")]
    [InlineData("03_encoder_factorized_all")]
    [InlineData("03_encoder_dense_mmi")]
    [InlineData("03_encoder_token")]
    [InlineData("06_avsrcsep_d64_formula")]
    [InlineData("07_avsegm_1")]
    [InlineData("13_video_earlyfusion")]
    public void Meets_the_stated_tolerance_in_bfloat16(string name)
    {
        var rows = GoldenRunner.Run(Copy(name), new GoldenOptions(DType: torch.ScalarType.BFloat16)).ToArray();

        Assert.DoesNotContain(rows, row => row.Verdict == GoldenVerdict.Failed);
        Assert.Contains(rows, row => row.Verdict == GoldenVerdict.Passed && row.WorstAbsolute > 0);
    }

    private static void Edit(DirectoryInfo copy, Func<string, string> edit)
    {
        var file = Path.Combine(copy.FullName, "case.json");
        var before = File.ReadAllText(file);
        var after = edit(before);
        Assert.NotEqual(before, after);
        File.WriteAllText(file, after);
    }

    private DirectoryInfo Copy(string name)
    {
        var copy = _folder.CreateSubdirectory(name);
        foreach (var file in new DirectoryInfo(Path.Combine(GoldenFolders.Own.FullName, name)).GetFiles())
            file.CopyTo(Path.Combine(copy.FullName, file.Name));
        return copy;
    }
}
