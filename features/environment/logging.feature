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
