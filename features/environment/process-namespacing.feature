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

  @NS-6
  Rule: NS-6 Long host names

    Scenario: the host name has 65 letters
      Given a container whose process will "facts"
      And the container asks for the host name "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggggg"
      When the runtime runs the container
      Then the runtime refuses: invalid

  @NS-7 @needs:shared-namespaces
  Rule: NS-7 The host's, when asked for

    Scenario Outline: the <namespace> namespace
      Given a container whose process will "facts"
      And the container asks for the <namespace> namespace of "host"
      When the runtime runs the container
      Then the <namespace> namespace of the process is the host's

      Examples:
        | namespace |
        | PID       |
        | UTS       |
        | IPC       |

  @NS-8 @needs:shared-namespaces
  Rule: NS-8 Nothing else shared

    Scenario Outline: only the PID namespace is asked for
      Given a container whose process will "facts"
      And the container asks for the PID namespace of "host"
      When the runtime runs the container
      Then the <namespace> namespace of the process is not the host's

      Examples:
        | namespace |
        | mount     |
        | UTS       |
        | IPC       |
        | network   |

  @NS-9 @needs:shared-namespaces
  Rule: NS-9 Another container's processes

    Scenario: the other container runs
      Given a running container "other" whose process will "facts then hold"
      And a container whose process will "facts"
      And the container asks for the PID namespace of the container "other"
      When the runtime runs the container
      Then the process shares all of these namespaces with the container "other":
        | PID |

  @NS-10 @needs:shared-namespaces
  Rule: NS-10 Whose end it is

    Scenario: the other container is killed
      Given a running container "other"
      And a container whose process will "hold"
      And the container asks for the PID namespace of the container "other"
      And the container has been started
      When the runtime kills the container "other"
      Then the runtime succeeds
      And the container ends with exit status 137

  @NS-11 @needs:shared-namespaces
  Rule: NS-11 Nothing to share

    Scenario: the other container is created
      Given a created container "other"
      And a container whose process will "facts"
      And the container asks for the PID namespace of the container "other"
      When the runtime runs the container
      Then the runtime succeeds or refuses: conflict

  @NS-12 @needs:init
  Rule: NS-12 Init

    Scenario: the process looks at its number
      Given a container whose process will "facts"
      And the container asks for an init
      When the runtime runs the container
      Then the process is not the first of its PID namespace

    Scenario: a child of the process ends before its own child
      Given a container whose process will "orphan"
      And the container asks for an init
      When the runtime runs the container
      Then the orphan has become a child of process 1

  @NS-13 @needs:init
  Rule: NS-13 Behind the init

    Scenario: the process handles the signal
      Given a container whose process will "on TERM exit 7 then hold"
      And the container asks for an init
      And the container has been started
      When the runtime sends SIGTERM to the container
      Then the runtime succeeds
      And the container ends with exit status 7

    Scenario: the process does not handle the signal
      Given a container whose process will "hold"
      And the container asks for an init
      And the container has been started
      When the runtime sends SIGTERM to the container
      Then the runtime succeeds
      And the container ends with exit status 143
