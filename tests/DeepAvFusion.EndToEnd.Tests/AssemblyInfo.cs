// each spec has whole programs run, which would take the processors from one another
[assembly: CollectionBehavior(DisableTestParallelization = true)]
