Feature: Resource limits

  @LIMIT-1 @needs:memory-limit
  Rule: LIMIT-1 Memory

    Scenario: the process wants more than the limit
      Given a container whose process will "print begun then allocate 268435456 then print survived"
      And the container asks for at most "64m" of memory
      When the runtime runs the container
      Then the exit status is 137
      And the standard output is "begun\n"

    Scenario: the process keeps to the limit
      Given a container whose process will "allocate 33554432"
      And the container asks for at most "64m" of memory
      When the runtime runs the container
      Then the exit status is 0
      And the standard output is "allocated 33554432\n"

    Scenario: there is no limit
      Given a container whose process will "allocate 268435456"
      When the runtime runs the container
      Then the exit status is 0

  @LIMIT-2 @needs:memory-limit
  Rule: LIMIT-2 Sizes

    Scenario Outline: <size> are asked for and 32 MiB are used
      Given a container whose process will "allocate 33554432"
      And the container asks for at most "<size>" of memory
      When the runtime runs the container
      Then the exit status is <status>

      Examples:
        | size     | status |
        | 67108864 | 0      |
        | 65536k   | 0      |
        | 64m      | 0      |
        | 1g       | 0      |
        | 8388608  | 137    |
        | 8192k    | 137    |
        | 8m       | 137    |

  @LIMIT-3 @needs:memory-limit
  Rule: LIMIT-3 No size

    Scenario Outline: "<size>" is asked for
      Given a container whose process will "print begun"
      And the container asks for at most "<size>" of memory
      When the runtime runs the container
      Then the runtime refuses: invalid
      And the container does not exist

      Examples:
        | size |
        | much |
        | 64x  |
        | 32bm |

  @LIMIT-4 @needs:pids-limit
  Rule: LIMIT-4 Processes

    Scenario: the process wants more children than the limit leaves
      Given a container whose process will "spawn 32"
      And the container asks for at most 8 processes
      When the runtime runs the container
      Then the process has started between 1 and 7 children

    Scenario: the process keeps to the limit
      Given a container whose process will "spawn 4"
      And the container asks for at most 8 processes
      When the runtime runs the container
      Then the process has started between 4 and 4 children

  @LIMIT-5 @needs:cpu-limit
  Rule: LIMIT-5 Processors

    Scenario: the process is busy all the time
      Given a container whose process will "burn 1000"
      And the container asks for at most 0.2 processors
      When the runtime runs the container
      Then the process has had at most 0.35 of a processor
