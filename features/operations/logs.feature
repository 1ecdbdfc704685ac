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

  @LOGS-4
  Rule: LOGS-4 Following

    Scenario: the process goes on writing
      Given a running container whose process will "print early then on USR1 report then hold"
      And a caller who follows the log of the container
      When the runtime sends SIGUSR1 to the container
      Then every caller receives "early\nholding\nsignal USR1\n"

  @LOGS-5
  Rule: LOGS-5 The end of following

    Scenario: the process ends while a caller follows
      Given a running container whose process will "on TERM exit 0 then hold"
      And a caller who follows the log of the container
      When the runtime stops the container
      Then the session ends with "holding\nsignal TERM\n" on standard output

    Scenario: the process has ended before
      Given an exited container whose process will "print out then warn err"
      And a caller who follows the log of the container
      Then the session ends with "out\n" on standard output
      And the session ends with "err\n" on standard error

  @LOGS-6
  Rule: LOGS-6 Several readers

    Scenario: two callers follow
      Given a running container whose process will "on USR1 report then on TERM exit 0 then hold"
      And a caller who follows the log of the container
      And a caller who follows the log of the container
      When the runtime sends SIGUSR1 to the container
      Then every caller receives "holding\nsignal USR1\n"

  @LOGS-7
  Rule: LOGS-7 The last lines

    Scenario Outline: <number> of three lines are asked for
      Given an exited container whose process will "print one then print two then print three"
      When the runtime reads the last <number> lines of the log of the container
      Then the standard output is <text>

      Examples:
        | number | text                   |
        | 0      | ""                     |
        | 2      | "two\\nthree\\n"       |
        | 9      | "one\\ntwo\\nthree\\n" |

    Scenario: the last line is of an earlier start
      Given an exited container whose process will "print line"
      And the container has been started again and has ended
      When the runtime reads the last 2 lines of the log of the container
      Then the standard output is "line\nline\n"

  @LOGS-8
  Rule: LOGS-8 Since

    Scenario: the container was started before and after
      Given an exited container whose process will "append /data/n + then read /data/n then print ."
      And the caller has noted the time
      And the container has been started again and has ended
      When the runtime reads the log of the container since then
      Then the standard output is "++.\n"

  @LOGS-9
  Rule: LOGS-9 Until

    Scenario: the container was started before and after
      Given an exited container whose process will "append /data/n + then read /data/n then print ."
      And the caller has noted the time
      And the container has been started again and has ended
      When the runtime reads the log of the container until then
      Then the standard output is "+.\n"

  @LOGS-10
  Rule: LOGS-10 Times

    Scenario: the process wrote to both streams
      Given an exited container whose process will "print one then warn bad then print two"
      When the runtime reads the log of the container with times
      Then the standard output is "one\ntwo\n" with a time before every line
      And the standard error is "bad\n" with a time before every line

  @LOGS-11
  Rule: LOGS-11 Malformed times

    Scenario Outline: the log is asked for <bound> something else
      Given an exited container
      And the caller has looked at the container
      When the runtime reads the log of the container <bound> "the day it was"
      Then the runtime refuses: invalid
      And the container is as it was

      Examples:
        | bound |
        | since |
        | until |

  @LOGS-12
  Rule: LOGS-12 Nothing written yet

    Scenario: the container was never started
      Given a created container whose process will "print out"
      When the runtime reads the log of the container
      Then the standard output is ""
      And the standard error is ""

  @LOGS-13
  Rule: LOGS-13 Bytes that are no text

    Scenario: the process writes a program
      Given a container whose process will "read /probe"
      When the runtime runs the container
      Then the log of the container is what the caller has received
