using System.Text;
using DeepAvFusion.Model.Checkpoints;

namespace DeepAvFusion.Model.Tests.Checkpoints;

public sealed class NotACheckpointSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_file_is_named() => Refused("nothing.pth", "nothing.pth: does not exist");

    [Fact]
    public void A_directory_is_named()
    {
        Directory.CreateDirectory(_folder["models"]);
        Refused("models", "models: is a directory; name the checkpoint file inside it");
    }

    [Fact]
    public void An_empty_file_is_named() => Refused(Write("empty.pth", ""), "empty.pth: is empty (or no ordinary file); copy or download it again");

    [Fact]
    public void A_device_does_not_hang()
    {
        var error = Assert.Throws<CheckpointException>(() => CheckpointFile.Open("/dev/zero"));
        Assert.Equal("zero: is empty (or no ordinary file); copy or download it again", error.Message);
    }

    [Fact]
    public void A_git_lfs_pointer_is_explained() => Refused(
        Write("base.pth", $"version https://git-lfs.github.com/spec/v1\noid sha256:{new string('4', 64)}\nsize 1282543933\n"),
        "base.pth: is a Git LFS pointer, a small text that stands for a file of 1,282,543,933 bytes; "
        + "get the real one with 'git lfs pull' in its repository, or download it from the repository's web page");

    [Fact]
    public void A_web_page_is_recognised() =>
        Refused(Write("page.pth", "\n<!DOCTYPE html><html>"), "page.pth: is a web page, not a checkpoint; the download went wrong");

    [Fact]
    public void Text_is_refused() =>
        Refused(Write("notes.pth", "these are only notes"), "notes.pth: is not a checkpoint (neither PyTorch zip, PyTorch legacy nor safetensors)");

    [Fact]
    public void A_bare_pickle_is_recognised() => Refused(Write("list.pkl", "\u0080\u0003]."), "list.pkl: is a bare Python pickle, not a PyTorch checkpoint");

    [Fact]
    public void A_gzip_file_is_recognised() =>
        Refused(Write("x.pth", "\u001f\u008b\u0008\0aaaaaaaaaaaaaaa"), "x.pth: is compressed with gzip; unpack it first");

    [Fact]
    public void A_tar_file_is_recognised() => Refused(
        Write("packed.pth.tar", "model.pth".PadRight(257, '\0') + "ustar" + new string('a', 300)),
        "packed.pth.tar: is a tar archive; unpack it and name the checkpoint inside");

    [Fact]
    public void The_index_of_a_checkpoint_in_several_files_is_recognised() => Refused(
        Write("model.safetensors.index.json", "{\n  \"metadata\": {\"total_size\": 9},\n  \"weight_map\": {\"a\": \"model-00001-of-00002.safetensors\"}\n}"),
        "model.safetensors.index.json: lists the parts of a checkpoint in several files; save them as one file first");

    [Fact]
    public void A_checkpoint_of_the_oldest_PyTorch_is_recognised() => Refused(
        Write("old.pth", "sys_info".PadRight(257, '\0') + "ustar" + new string('a', 300)),
        "old.pth: is a tar archive, as only PyTorch before 0.1.10 wrote checkpoints; load and save it once with a newer PyTorch");

    [Fact]
    public void A_zip_file_of_something_else_is_recognised()
    {
        _folder.Write("x.zip", PickleBytes.Stored(("readme.txt", [1])));
        Refused("x.zip", "x.zip: is a zip file but not a checkpoint (no data.pkl inside)");
    }

    [Fact]
    public void A_script_module_is_recognised()
    {
        var pickle = new PickleBytes().Code("N.").Bytes;
        _folder.Write("net.pt", PickleBytes.Stored(("net/data.pkl", pickle), ("net/constants.pkl", pickle)));
        Refused("net.pt", "net.pt: is a TorchScript program, not a checkpoint; save its weights instead: torch.save(module.state_dict(), ...)");
    }

    [Fact]
    public void Big_endian_files_are_recognised()
    {
        _folder.Write("big.pth", PickleBytes.Stored(
            ("a/data.pkl", new PickleBytes().Code("N.").Bytes), ("a/byteorder", "big"u8.ToArray())));
        Refused("big.pth", "big.pth: was written on a big-endian machine; load and save it once on a little-endian one");
    }

    [Fact]
    public void A_tree_without_tensors_says_what_it_has()
    {
        var pickle = new PickleBytes().Code("}(").Text("args").Code("}").Text("epoch").Code("K\u0003u.");
        using var file = CheckpointFile.Open("x.pth", pickle.Zip());
        var error = Assert.Throws<CheckpointException>(() => file.Tensors());
        Assert.Equal("x.pth: 'args' is a dictionary of 0, not a tensor; it has args", error.Message);
        using var number = CheckpointFile.Open("x.pth", new PickleBytes().Code("K\u0003.").Zip());
        error = Assert.Throws<CheckpointException>(() => number.Tensors());
        Assert.Equal("x.pth: holds a 3 where a dictionary of tensors should be", error.Message);
    }

    private string Write(string name, string latin1)
    {
        _folder.Write(name, Encoding.Latin1.GetBytes(latin1));
        return name;
    }

    private void Refused(string name, string message) =>
        Assert.Equal(message, Assert.Throws<CheckpointException>(() => CheckpointFile.Open(_folder[name])).Message);
}
