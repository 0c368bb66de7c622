// specs of leaks count the tensors of the whole process, so nothing else may run beside them
[assembly: CollectionBehavior(DisableTestParallelization = true)]
