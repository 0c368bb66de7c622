// leases and FFmpeg processes are counted for the whole process
[assembly: CollectionBehavior(DisableTestParallelization = true)]
