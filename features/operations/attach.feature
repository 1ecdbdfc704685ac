Feature: Attach standard streams

  @ATTACH-1
  Rule: ATTACH-1 Live output

    Scenario: the process writes to both streams after the caller came
      Given a container whose process will "await-line then print out then warn err then exit 5"
      And the container asks for an open standard input
      And the container has been started
      And a caller who is attached to the container
      When the caller writes "go\n"
      Then the session ends with "out\n" on standard output
      And the session ends with "err\n" on standard error

  @ATTACH-2
  Rule: ATTACH-2 Input

    Scenario: the process repeats what it reads
      Given a container whose process will "echo"
      And the container asks for an open standard input
      And the container has been started
      And a caller who is attached to the container
      When the caller writes "hello container\n"
      Then every attached caller receives "hello container\n"

  @ATTACH-3
  Rule: ATTACH-3 Leaving

    Scenario: the only caller goes away
      Given a running container
      And a caller who is attached to the container
      And the caller has looked at the container
      When the caller goes away
      Then the container is as it was

    Scenario: the process writes after the caller has gone
      Given a running container whose process will "on USR1 report then hold"
      And a caller who is attached to the container
      And the caller has gone away
      When the runtime sends SIGUSR1 to the container
      Then the log of the container soon holds "signal USR1\n"
      And the container is running

  @ATTACH-4
  Rule: ATTACH-4 Several callers

    Scenario: two callers are attached
      Given a container whose process will "echo"
      And the container asks for an open standard input
      And the container has been started
      And a caller who is attached to the container
      And a caller who is attached to the container
      When the caller writes "for both\n"
      Then every attached caller receives "for both\n"

  @ATTACH-5
  Rule: ATTACH-5 The end

    Scenario: the process ends while callers are attached
      Given a container whose process will "await-line then print bye then exit 0"
      And the container asks for an open standard input
      And the container has been started
      And a caller who is attached to the container
      And a caller who is attached to the container
      When the caller writes "go\n"
      Then every session ends
      And the container is exited

  @ATTACH-6
  Rule: ATTACH-6 Nothing to attach to

    Scenario Outline: the container is <state>
      Given <article> <state> container
      And the caller has looked at the container
      When the runtime is asked to attach to the container
      Then the runtime refuses: conflict
      And the container is as it was

      Examples:
        | article | state   |
        | a       | created |
        | an      | exited  |

  @ATTACH-7
  Rule: ATTACH-7 The next caller

    Scenario: a caller comes after another has left
      Given a container whose process will "echo"
      And the container asks for an open standard input
      And the container has been started
      And a caller who is attached to the container
      And the caller has exchanged a line with the process
      And the caller has gone away
      And a caller who is attached to the container
      When the caller writes "second\n"
      Then every attached caller receives "second\n"
