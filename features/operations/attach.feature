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
      Then every caller receives "hello container\n"

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
      Then every caller receives "for both\n"

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
      Then every caller receives "second\n"

  @ATTACH-8
  Rule: ATTACH-8 Nothing from before

    Scenario: the process wrote before the caller came
      Given a running container whose process will "print early then on USR1 report then hold"
      And a caller who is attached to the container
      When the runtime sends SIGUSR1 to the container
      Then every caller receives "signal USR1\n"

  @ATTACH-9
  Rule: ATTACH-9 Exit status

    Scenario: the process ends while callers are attached
      Given a running container whose process will "on TERM exit 7 then hold"
      And a caller who is attached to the container
      And a caller who is attached to the container
      When the runtime stops the container
      Then every session ends with exit status 7

  @ATTACH-10 @needs:terminal
  Rule: ATTACH-10 Detach keys

    Scenario: the caller types them
      Given a container whose process will "hold"
      And the container asks for a terminal
      And the container asks for an open standard input
      And the container has been started
      And a caller who is attached to the container
      And the caller has looked at the container
      When the caller types Ctrl-P and Ctrl-Q
      Then every session ends
      And the container is as it was

  @ATTACH-11
  Rule: ATTACH-11 A caller who takes nothing

    Scenario: the process writes more than anything puts by
      Given a container whose process will "await-line then fill 6000000 then exit 5"
      And the container asks for an open standard input
      And the container has been started
      And a caller who is attached to the container and takes nothing
      And a caller who is attached to the container
      When the caller writes "go\n"
      Then the container ends with exit status 5

  @ATTACH-12
  Rule: ATTACH-12 Input of several callers

    Scenario: two callers write a line each
      Given a container whose process will "echo"
      And the container asks for an open standard input
      And the container has been started
      And a caller who is attached to the container
      And the caller has exchanged a line with the process
      And a caller who is attached to the container
      When the caller has exchanged a line with the process
      Then the log of the container is "are you there\nare you there\n"

  @ATTACH-13 @needs:terminal
  Rule: ATTACH-13 A terminal

    Scenario: the process writes to both streams
      Given a container whose process will "await-line then print out then warn err then await-line"
      And the container asks for a terminal
      And the container asks for an open standard input
      And the container has been started
      And a caller who is attached to the container
      When the caller writes "go\n"
      Then every caller receives "go\r\nout\r\nerr\r\n"
