Feature: Stats

  @STATS-1
  Rule: STATS-1 Processes

    Scenario: the process has three children
      Given a running container whose process will "spawn 3 then hold"
      When the runtime tells what the container uses
      Then the answer shows 4 processes

  @STATS-2 @needs:memory-limit
  Rule: STATS-2 Memory

    Scenario: the process holds 32 MiB
      Given a running container whose process will "allocate 33554432 then hold"
      When the runtime tells what the container uses
      Then the answer shows between 33554432 and 67108864 bytes of memory

  @STATS-3
  Rule: STATS-3 What does not run

    Scenario Outline: the container is <state>
      Given <article> <state> container
      When the runtime tells what the container uses
      Then the runtime refuses as a conflict, or the answer shows no use

      Examples:
        | article | state   |
        | a       | created |
        | an      | exited  |
