Feature: Signals

  @SIGNAL-1
  Rule: SIGNAL-1 Clean slate

    Scenario: the process looks at its signals
      Given a container whose process will "read /proc/self/status"
      When the runtime runs the container
      Then the process has no signal in "SigBlk"
      And the process has no signal in "SigIgn"

  @SIGNAL-2
  Rule: SIGNAL-2 Names and numbers

    Scenario Outline: the caller asks for "<signal>"
      Given a running container whose process will "on <name> exit 21 then hold"
      When the runtime sends the signal "<signal>" to the container
      Then the runtime succeeds
      And the container ends with exit status 21

      Examples:
        | signal  | name |
        | SIGUSR1 | USR1 |
        | USR1    | USR1 |
        | 10      | USR1 |
        | SIGHUP  | HUP  |
        | HUP     | HUP  |
        | 1       | HUP  |

  @SIGNAL-3
  Rule: SIGNAL-3 Every user

    Scenario: the process is not root and gets a signal that it handles
      Given a container whose process will "on TERM exit 7 then hold"
      And the container asks for the user "worker"
      And the container has been started
      When the runtime sends SIGTERM to the container
      Then the runtime succeeds
      And the container ends with exit status 7

    Scenario: the process is not root and is killed
      Given a container whose process will "hold"
      And the container asks for the user "daemon"
      And the container has been started
      When the runtime kills the container
      Then the runtime succeeds
      And the container ends with exit status 137

  @SIGNAL-4
  Rule: SIGNAL-4 No more than asked

    Scenario Outline: the process has no handler for <signal>
      Given a running container
      And the caller has looked at the container
      When the runtime sends <signal> to the container
      Then the runtime succeeds
      And the container is as it was

      Examples:
        | signal  |
        | SIGTERM |
        | SIGHUP  |
        | SIGUSR2 |
