using System.Linq.Expressions;
using System.Reflection;

namespace Akka.Actor;

/// <summary>The recipe of an actor: its type, its arguments and how it is deployed. Immutable; every restart uses it again.</summary>
public class Props
{
    public static readonly Props None = new(typeof(EmptyActor));

    private readonly IIndirectActorProducer? _producer;

    public Props(Type type) : this(type, []) { }

    public Props(Type type, object?[]? args) : this(type, args, Deploy.None, null, null) { }

    public Props(Type type, SupervisorStrategy supervisorStrategy, params object[] args) : this(type, args, Deploy.None, supervisorStrategy, null) { }

    private Props(Type type, object?[]? args, Deploy deploy, SupervisorStrategy? strategy, IIndirectActorProducer? producer)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (producer is null && !typeof(ActorBase).IsAssignableFrom(type))
            throw new ArgumentException($"{type} is no actor: it must derive from {nameof(ActorBase)}.", nameof(type));
        if (producer is null && type.IsAbstract)
            throw new ArgumentException($"{type} is abstract and cannot be created.", nameof(type));
        Type = type;
        Arguments = args ?? [null];
        Deploy = deploy;
        SupervisorStrategy = strategy;
        _producer = producer;
    }

    public static Props Empty => None;

    public Type Type { get; }

    public string TypeName => Type.AssemblyQualifiedName!;

    public object?[] Arguments { get; }

    public Deploy Deploy { get; }

    /// <summary>Overrides the actor's own strategy when not null.</summary>
    public SupervisorStrategy? SupervisorStrategy { get; }

    public string Dispatcher => Deploy.Dispatcher == Deploy.NoDispatcherGiven ? Dispatch.Dispatchers.DefaultDispatcherId : Deploy.Dispatcher;

    public string Mailbox => Deploy.Mailbox;

    /// <param name="factory">Exactly <c>() => new TActor(…)</c>; the arguments are evaluated once, now.</param>
    public static Props Create<TActor>(Expression<Func<TActor>> factory, SupervisorStrategy? supervisorStrategy = null) where TActor : ActorBase
    {
        if (factory.Body is not NewExpression creation)
            throw new ArgumentException("The create function must be a 'new T (args)' expression", nameof(factory));
        return new Props(creation.Type, [.. creation.Arguments.Select(Evaluate)], Deploy.None, supervisorStrategy, null);
    }

    public static Props Create<TActor>(params object[] args) where TActor : ActorBase => new(typeof(TActor), args);

    public static Props Create<TActor>(SupervisorStrategy supervisorStrategy) where TActor : ActorBase, new() =>
        new(typeof(TActor), [], Deploy.None, supervisorStrategy, null);

    public static Props Create(Type type, params object[] args) => new(type, args);

    public static Props CreateBy(IIndirectActorProducer producer, params object[] args) => new(producer.ActorType, args, Deploy.None, null, producer);

    public Props WithDispatcher(string dispatcher) => With(Deploy.WithDispatcher(dispatcher));

    public Props WithMailbox(string mailbox) => With(Deploy.WithMailbox(mailbox));

    public Props WithStashCapacity(int stashCapacity) => With(Deploy.WithStashCapacity(stashCapacity));

    public Props WithDeploy(Deploy deploy) => With(deploy.WithFallback(Deploy));

    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy) => new(Type, Arguments, Deploy, supervisorStrategy, _producer);

    /// <exception cref="TypeLoadException">No constructor takes these arguments.</exception>
    public virtual ActorBase NewActor()
    {
        if (_producer is not null)
            return _producer.Produce();
        try
        {
            return (ActorBase)Activator.CreateInstance(Type, Flags, null, Arguments, null)!;
        }
        catch (MissingMethodException cause)
        {
            var given = string.Join(", ", Arguments.Select(argument => argument?.GetType().Name ?? "null"));
            throw new TypeLoadException($"Error while creating actor instance of type {Type} with {Arguments.Length} args: ({given})", cause);
        }
        catch (TargetInvocationException cause)
        {
            throw new TypeLoadException($"Error while creating actor instance of type {Type} with {Arguments.Length} args: {cause.InnerException?.Message}", cause.InnerException);
        }
    }

    internal void Release(ActorBase actor)
    {
        if (_producer is not null)
            _producer.Release(actor);
        else if (actor is IDisposable disposable)
            disposable.Dispose();
    }

    private const BindingFlags Flags = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.CreateInstance | BindingFlags.OptionalParamBinding;

    private Props With(Deploy deploy) => new(Type, Arguments, deploy, SupervisorStrategy, _producer);

    private static object? Evaluate(Expression argument) => argument is ConstantExpression constant
        ? constant.Value
        : Expression.Lambda<Func<object?>>(Expression.Convert(argument, typeof(object))).Compile(preferInterpretation: true)();

    private sealed class EmptyActor : UntypedActor
    {
        protected override void OnReceive(object message) => Unhandled(message);
    }
}
