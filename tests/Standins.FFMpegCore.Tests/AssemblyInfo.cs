// A script must not be written while another test forks: the fork would hold it open for writing, and it could not be run.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
