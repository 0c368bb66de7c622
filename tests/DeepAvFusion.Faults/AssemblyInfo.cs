// What runs side by side is chosen by the suite itself.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
