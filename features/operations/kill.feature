Feature: Kill

  @KILL-1
  Rule: KILL-1 SIGKILL by default

    Scenario: the process would handle every other signal
      Given a running container whose process will "on TERM exit 7 then on INT exit 8 then on HUP exit 9 then hold"
      When the runtime kills the container
      Then the runtime succeeds
      And the container ends with exit status 137
      And the log of the container is "holding\n"

  @KILL-2
  Rule: KILL-2 A named signal

    Scenario Outline: the signal is <signal>
      Given a running container whose process will "on <name> exit 33 then hold"
      When the runtime sends <signal> to the container
      Then the runtime succeeds
      And the container ends with exit status 33
      And the log of the container is "holding\nsignal <name>\n"

      Examples:
        | signal   | name  |
        | SIGHUP   | HUP   |
        | SIGINT   | INT   |
        | SIGQUIT  | QUIT  |
        | SIGUSR1  | USR1  |
        | SIGUSR2  | USR2  |
        | SIGTERM  | TERM  |
        | SIGWINCH | WINCH |

    Scenario: the process takes the signal and goes on
      Given a running container whose process will "on USR1 report then hold"
      And the caller has looked at the container
      When the runtime sends SIGUSR1 to the container
      Then the log of the container soon holds "holding\nsignal USR1\n"
      And the container is as it was

  @KILL-3
  Rule: KILL-3 Unknown signals

    Scenario Outline: the signal is "<signal>"
      Given a running container whose process will "on TERM exit 7 then hold"
      And the caller has looked at the container
      When the runtime sends the signal "<signal>" to the container
      Then the runtime refuses: invalid
      And the container is as it was
      And the log of the container is "holding\n"

      Examples:
        | signal   |
        | SIGNOPE  |
        | 999      |

  @KILL-4
  Rule: KILL-4 Nothing to kill

    Scenario: the process has ended
      Given an exited container whose process will "exit 3"
      And the caller has looked at the container
      When the runtime kills the container
      Then the runtime succeeds or refuses: conflict
      And the container is as it was

    Scenario: the container was never started
      Given a created container
      And the caller has looked at the container
      When the runtime kills the container
      Then the runtime succeeds or refuses: conflict
      And the container is as it was

  @KILL-5
  Rule: KILL-5 Two callers

    Scenario: both ask at once
      Given a running container
      When two callers at once ask the runtime to kill and to kill the container
      Then each caller succeeds or is refused: conflict
      And the container ends with exit status 137
