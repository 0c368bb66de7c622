namespace Akka.Configuration;

/// <summary>The library's own settings: the names and values of Akka.NET 1.5.30 that this library reads.</summary>
internal static class DefaultSettings
{
    public const string Text = """
        akka {
          version = "0.0.1 Akka"
          home = ""
          loggers = ["Akka.Event.DefaultLogger"]
          loggers-dispatcher = "akka.actor.default-dispatcher"
          logger-startup-timeout = 5s
          logger-formatter = "Akka.Event.DefaultLogMessageFormatter, Akka"
          loglevel = "INFO"
          stdout-loglevel = "WARNING"
          stdout-logger-class = ""
          log-config-on-start = off
          log-dead-letters = 10
          log-dead-letters-during-shutdown = off
          log-dead-letters-suspend-duration = 5 minutes
          extensions = []
          actor {
            provider = "Akka.Actor.LocalActorRefProvider"
            guardian-supervisor-strategy = "Akka.Actor.DefaultSupervisorStrategy"
            creation-timeout = 20s
            ask-timeout = infinite
            deployment {
              default {
                dispatcher = ""
                mailbox = ""
                stash-capacity = -1
              }
            }
            synchronized-dispatcher {
              type = "SynchronizedDispatcher"
              executor = "current-context-executor"
              throughput = 10
            }
            task-dispatcher {
              type = "TaskDispatcher"
              executor = "task-executor"
              throughput = 30
            }
            default-fork-join-dispatcher {
              type = "ForkJoinDispatcher"
              executor = "fork-join-executor"
              throughput = 30
              dedicated-thread-pool {
                thread-count = 3
                threadtype = background
              }
            }
            default-dispatcher {
              type = "Dispatcher"
              executor = "default-executor"
              default-executor { }
              thread-pool-executor { }
              fork-join-executor {
                parallelism-min = 8
                parallelism-factor = 1.0
                parallelism-max = 64
              }
              shutdown-timeout = 1s
              throughput = 30
              throughput-deadline-time = 0ms
              mailbox-requirement = ""
            }
            internal-dispatcher {
              type = "Dispatcher"
              executor = "default-executor"
              throughput = 5
            }
            default-blocking-io-dispatcher {
              type = "Dispatcher"
              executor = "default-executor"
              throughput = 1
            }
            default-mailbox {
              mailbox-type = "Akka.Dispatch.UnboundedMailbox"
              mailbox-capacity = 1000
              mailbox-push-timeout-time = 10s
              stash-capacity = -1
            }
            mailbox {
              requirements {
                "Akka.Dispatch.IUnboundedMessageQueueSemantics" = akka.actor.mailbox.unbounded-queue-based
                "Akka.Dispatch.IBoundedMessageQueueSemantics" = akka.actor.mailbox.bounded-queue-based
                "Akka.Dispatch.IDequeBasedMessageQueueSemantics" = akka.actor.mailbox.unbounded-deque-based
                "Akka.Dispatch.IUnboundedDequeBasedMessageQueueSemantics" = akka.actor.mailbox.unbounded-deque-based
                "Akka.Dispatch.IBoundedDequeBasedMessageQueueSemantics" = akka.actor.mailbox.bounded-deque-based
                "Akka.Dispatch.IMultipleConsumerSemantics" = akka.actor.mailbox.unbounded-queue-based
              }
              unbounded-queue-based { mailbox-type = "Akka.Dispatch.UnboundedMailbox" }
              bounded-queue-based { mailbox-type = "Akka.Dispatch.BoundedMailbox" }
              unbounded-deque-based { mailbox-type = "Akka.Dispatch.UnboundedDequeBasedMailbox" }
              bounded-deque-based { mailbox-type = "Akka.Dispatch.BoundedDequeBasedMailbox" }
            }
            debug {
              receive = off
              autoreceive = off
              lifecycle = off
              event-stream = off
              unhandled = off
              log-timers = false
            }
          }
          scheduler {
            tick-duration = 10ms
            ticks-per-wheel = 512
            implementation = "Akka.Actor.HashedWheelTimerScheduler"
            shutdown-timeout = 5s
          }
          coordinated-shutdown {
            default-phase-timeout = 5 s
            terminate-actor-system = on
            exit-clr = off
            run-by-clr-shutdown-hook = on
            run-by-actor-system-terminate = on
            phases {
              before-service-unbind { }
              service-unbind { depends-on = [before-service-unbind] }
              service-requests-done { depends-on = [service-unbind] }
              service-stop { depends-on = [service-requests-done] }
              before-cluster-shutdown { depends-on = [service-stop] }
              cluster-sharding-shutdown-region {
                timeout = 10 s
                depends-on = [before-cluster-shutdown]
              }
              cluster-leave { depends-on = [cluster-sharding-shutdown-region] }
              cluster-exiting {
                timeout = 10 s
                depends-on = [cluster-leave]
              }
              cluster-exiting-done { depends-on = [cluster-exiting] }
              cluster-shutdown { depends-on = [cluster-exiting-done] }
              before-actor-system-terminate { depends-on = [cluster-shutdown] }
              actor-system-terminate {
                timeout = 10 s
                depends-on = [before-actor-system-terminate]
              }
            }
          }
        }
        """;
}
