Feature: Logs

  @LOGS-1
  Rule: LOGS-1 Everything so far

    Scenario: the process wrote to both streams
      Given an exited container whose process will "print one then warn bad then print two then warn worse then print three"
      When the runtime reads the log of the container
      Then the standard output is "one\ntwo\nthree\n"
      And the standard error is "bad\nworse\n"

    Scenario: the process wrote a lot
      Given an exited container whose process will "fill 300000"
      When the runtime reads the log of the container
      Then the standard output is 300000 bytes of the pattern

    Scenario: the process wrote nothing
      Given an exited container whose process will "exit 0"
      When the runtime reads the log of the container
      Then the standard output is ""
      And the standard error is ""

    Scenario: the process wrote empty lines and blanks
      Given an exited container with the arguments:
        | argument   |
        | /probe     |
        | write-out  |
        | \n\n a  \n |
      When the runtime reads the log of the container
      Then the standard output is "\n\n a  \n"

  @LOGS-2
  Rule: LOGS-2 While it runs

    Scenario: the process goes on
      Given a running container whose process will "print ready then warn careful then hold"
      When the runtime reads the log of the container
      Then the standard output is "ready\nholding\n"
      And the standard error is "careful\n"
      And the container is running

  @LOGS-3
  Rule: LOGS-3 Over all starts

    Scenario: the container was started twice
      Given an exited container whose process will "append /data/append.txt + then read /data/append.txt then warn end"
      And the container has been started again and has ended
      When the runtime reads the log of the container
      Then the standard output is "first line\n+first line\n++"
      And the standard error is "end\nend\n"
