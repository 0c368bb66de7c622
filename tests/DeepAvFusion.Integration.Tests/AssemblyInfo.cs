// Each test runs the whole program: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
