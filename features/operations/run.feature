Feature: Run

  @RUN-1
  Rule: RUN-1 Exit status

    Scenario Outline: the process ends with status <status>
      Given a container whose process will "print done then exit <status>"
      When the runtime runs the container
      Then the exit status is <status>
      And the standard output is "done\n"

      Examples:
        | status |
        | 0      |
        | 1      |
        | 2      |
        | 42     |
        | 255    |

  @RUN-2
  Rule: RUN-2 Standard streams

    Scenario: the process writes to both streams
      Given a container whose process will "print out then warn err then print more then warn worse"
      When the runtime runs the container
      Then the standard output is "out\nmore\n"
      And the standard error is "err\nworse\n"

    Scenario: the process writes to standard error only
      Given a container whose process will "warn err"
      When the runtime runs the container
      Then the standard output is ""
      And the standard error is "err\n"

    Scenario: the process writes a lot and ends at once
      Given a container whose process will "fill 3000000 then exit 3"
      When the runtime runs the container
      Then the standard output is 3000000 bytes of the pattern
      And the exit status is 3

    Scenario: the last line has no end
      Given a container whose process will "print line then write-out rest"
      When the runtime runs the container
      Then the standard output is "line\nrest"

  @RUN-3
  Rule: RUN-3 Standard input

    Scenario: the caller has something to say
      Given a container whose process will "echo then exit 4"
      And the container asks for an open standard input
      When the runtime runs the container with the input "first\n\nlast"
      Then the standard output is "first\n\nlastend of input\n"
      And the exit status is 4

    Scenario: the caller has a lot to say
      Given a container whose process will "echo"
      And the container asks for an open standard input
      When the runtime runs the container with 500000 bytes of the pattern as input
      Then the standard output is 500000 bytes of the pattern before "end of input\n"

  @RUN-4
  Rule: RUN-4 No standard input

    Scenario: the process reads its input
      Given a container whose process will "echo"
      When the runtime runs the container
      Then the standard output is "end of input\n"

  @RUN-5
  Rule: RUN-5 In the background

    Scenario: a container is run in the background
      Given a container whose process will "print begun then hold"
      When the runtime runs the container in the background
      Then the reported identifier has 64 lower-case hexadecimal digits
      And the reported identifier is that of the container
      And the container is running

  @RUN-6
  Rule: RUN-6 Removal at the end

    Scenario: the process ends with success
      Given a container whose process will "print done then exit 0"
      And the container asks for removal at its end
      When the runtime runs the container
      Then the exit status is 0
      And the container is soon gone

    Scenario: the process ends with failure
      Given a container whose process will "exit 9"
      And the container asks for removal at its end
      When the runtime runs the container
      Then the exit status is 9
      And the container is soon gone

  @RUN-7
  Rule: RUN-7 The container stays

    Scenario: the process has ended
      Given a container whose process will "write /data/result 42 then exit 6"
      When the runtime runs the container
      Then the exit status is 6
      And the container is exited
      And the exit status of the container is 6
