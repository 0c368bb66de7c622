// Tests count outstanding leases and start FFmpeg processes: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
