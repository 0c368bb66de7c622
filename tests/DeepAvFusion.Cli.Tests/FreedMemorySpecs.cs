using System.Collections;

namespace DeepAvFusion.Cli.Tests;

public sealed class FreedMemorySpecs
{
    [Fact]
    public void Freed_memory_is_kept_unless_the_user_says_otherwise()
    {
        Assert.True(FreedMemory.Keep(new Hashtable { ["PATH"] = "/usr/bin" }));
        Assert.False(FreedMemory.Keep(new Hashtable { ["MALLOC_MMAP_THRESHOLD_"] = "65536" }));
    }
}
