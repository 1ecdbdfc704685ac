Feature: Logging

  @LOGGING-1
  Rule: LOGGING-1 Without an audience

    Scenario: the process writes and ends at once
      Given an exited container whose process will "print first then warn complaint then print second"
      When the runtime reads the log of the container
      Then the standard output is "first\nsecond\n"
      And the standard error is "complaint\n"

  @LOGGING-2
  Rule: LOGGING-2 With an audience

    Scenario: a caller ran the container in the foreground
      Given a container whose process will "print out then warn err"
      And the container has been run
      When the runtime reads the log of the container
      Then the standard output is "out\n"
      And the standard error is "err\n"

  @LOGGING-3
  Rule: LOGGING-3 The last line

    Scenario: the last line has no end
      Given an exited container whose process will "print whole then write-out part"
      When the runtime reads the log of the container
      Then the standard output is "whole\npart"

    Scenario: the only line has no end
      Given an exited container whose process will "write-out part"
      When the runtime reads the log of the container
      Then the standard output is "part"

  @LOGGING-4
  Rule: LOGGING-4 Long lines

    Scenario: the process writes a line of 50000 bytes
      Given an exited container whose process will print a line of 50000 bytes
      When the runtime reads the log of the container
      Then the standard output is a line of 50000 bytes

  @LOGGING-5
  Rule: LOGGING-5 Readers

    Scenario: a caller follows and takes nothing
      Given a container whose process will "print begun then await-line then fill 3000000 then exit 5"
      And the container asks for an open standard input
      And the container has been started
      And a caller who follows the log of the container and takes nothing
      And a caller who is attached to the container
      When the caller writes "go\n"
      Then the container ends with exit status 5

  @LOGGING-6
  Rule: LOGGING-6 Input

    Scenario: the process reads a line
      Given a container whose process will "await-line then print thanks"
      When the runtime runs the container with the input "secret\n"
      Then the log of the container is "thanks\n"

  @LOGGING-7 @needs:terminal
  Rule: LOGGING-7 Terminals

    Scenario: the process writes to both streams
      Given a container whose process will "print out then warn err"
      And the container asks for a terminal
      And the container has been started and has ended
      When the runtime reads the log of the container
      Then the standard output is "out\r\nerr\r\n"
      And the standard error is ""

  @LOGGING-8
  Rule: LOGGING-8 Removal

    Scenario: a container takes the name of one that was removed
      Given an exited container "old" whose process will "print old"
      And a container "new" whose process will "print new"
      And the container "new" asks for the name of the container "old"
      And the container "old" has been removed
      And the container "new" has been started and has ended
      When the runtime reads the log of the container "new"
      Then the standard output is "new\n"
