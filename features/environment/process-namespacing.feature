Feature: Process namespacing

  @NS-1
  Rule: NS-1 Own namespaces

    Scenario Outline: the process looks at its <namespace> namespace
      Given a container whose process will "facts"
      When the runtime runs the container
      Then the <namespace> namespace of the process is not the host's

      Examples:
        | namespace |
        | PID       |
        | mount     |
        | UTS       |
        | IPC       |
        | network   |

  @NS-2
  Rule: NS-2 Not shared

    Scenario: two containers run
      Given a running container "first" whose process will "facts then hold"
      And a container "second" whose process will "facts"
      When the runtime runs the container "second"
      Then the process shares none of these namespaces with the container "first":
        | PID     |
        | mount   |
        | UTS     |
        | IPC     |
        | network |

  @NS-3
  Rule: NS-3 First process

    Scenario: the process looks at its number
      Given a container whose process will "facts"
      When the runtime runs the container
      Then the number of the process is 1

  @NS-4
  Rule: NS-4 Only its own processes

    Scenario: the process looks at all processes
      Given a running container "other"
      And a container whose process will "facts"
      When the runtime runs the container
      Then the process sees no process but itself

    Scenario: the process has children
      Given a container whose process will "spawn 3 then facts"
      When the runtime runs the container
      Then the process sees 4 processes

  @NS-5
  Rule: NS-5 Orphans

    Scenario: a child ends before its own child
      Given a container whose process will "orphan"
      When the runtime runs the container
      Then the orphan has become a child of process 1
