using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace DeepAvFusion.Fuzz.Targets;

/// <summary>A server without a network: whoever has it answers requests by the application's own pipeline.</summary>
internal sealed class InProcessServer : IServer
{
    public IFeatureCollection Features { get; } = new FeatureCollection();

    /// <summary>Answers one request; what the pipeline throws comes out.</summary>
    public Func<IFeatureCollection, Task> AnswerAsync { get; private set; } = _ => throw new InvalidOperationException("The application has not started.");

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        AnswerAsync = async features =>
        {
            var context = application.CreateContext(features);
            try
            {
                await application.ProcessRequestAsync(context);
                application.DisposeContext(context, null);
            }
            catch (Exception trouble)
            {
                application.DisposeContext(context, trouble);
                throw;
            }
        };
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
    }
}
