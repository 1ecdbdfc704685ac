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
        | 125    |
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

  @RUN-8
  Rule: RUN-8 Refusals apart from ends

    Scenario: there is no such image
      Given a container of an image that does not exist
      When the runtime runs the container
      Then the exit status of the refusal, where there is one, is 125

    Scenario: the name is taken
      Given a created container "holder"
      And a container whose process will "exit 0"
      And the container asks for the name of the container "holder"
      When the runtime runs the container
      Then the exit status of the refusal, where there is one, is 125

  @RUN-9
  Rule: RUN-9 Nothing left of a false start

    Scenario Outline: the program is <program>
      Given a container of the base image that runs "<program>"
      And the container asks for removal at its end
      When the runtime runs the container
      Then the runtime refuses: <refusal>
      And the container is soon gone

      Examples:
        | program     | refusal                |
        | /no/program | command-not-found      |
        | /bin/denied | command-not-executable |

  @RUN-10
  Rule: RUN-10 However it ends

    Scenario Outline: the runtime is asked to <operation> it
      Given a container whose process will "on TERM exit 7 then hold"
      And the container asks for removal at its end
      And the container has been started
      When the runtime is asked to <operation> the container
      Then the runtime succeeds
      And the container is soon gone

      Examples:
        | operation |
        | stop      |
        | kill      |

    Scenario: its process ends in the background
      Given a container whose process will "exit 3"
      And the container asks for removal at its end
      When the runtime runs the container in the background
      Then the runtime succeeds
      And the container is soon gone

  @RUN-11
  Rule: RUN-11 The process that began

    Scenario: there is no such program
      Given a container of the base image that runs "/no/program"
      When the runtime runs the container in the background
      Then the runtime refuses: command-not-found
      And the container is not running

  @RUN-12
  Rule: RUN-12 Independent of its caller

    Scenario: the caller has got the identifier
      Given a running container whose process will "on USR1 report then hold"
      When the runtime sends SIGUSR1 to the container
      Then the log of the container soon holds "holding\nsignal USR1\n"
      And the container is running

  @RUN-13
  Rule: RUN-13 A name that is taken

    Scenario: an exited container has the name
      Given an exited container "holder"
      And a container whose process will "print begun"
      And the container asks for the name of the container "holder"
      When the runtime runs the container
      Then the runtime refuses: conflict
      And the container "holder" is exited
      And the log of the container "holder" is ""

  @RUN-14 @needs:identifier-file
  Rule: RUN-14 Identifier in a file

    Scenario: the container is run to its end
      Given a container whose process will "exit 0"
      And the container asks for its identifier in a new file of the caller
      When the runtime runs the container
      Then the exit status is 0
      And the file of the caller holds the identifier of the container and nothing else

  @RUN-15 @needs:identifier-file
  Rule: RUN-15 The file of another

    Scenario: another container was run with the same file
      Given a container "first" whose process will "exit 0"
      And the container "first" asks for its identifier in a new file of the caller
      And the container "first" has been run
      And a container whose process will "exit 0"
      And the container asks for its identifier in the same file of the caller
      When the runtime runs the container
      Then the runtime refuses
      And the container does not exist
      And the file of the caller holds the identifier of the container "first" and nothing else

  @RUN-16 @needs:identifier-file
  Rule: RUN-16 A file that cannot be

    Scenario: its directory does not exist
      Given a container whose process will "exit 0"
      And the container asks for its identifier in a file of the caller that cannot be made
      When the runtime runs the container
      Then the runtime refuses
      And the container does not exist
