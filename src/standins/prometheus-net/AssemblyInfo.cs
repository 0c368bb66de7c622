using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Prometheus.AspNetCore")]
