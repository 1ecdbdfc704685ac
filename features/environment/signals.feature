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

  @SIGNAL-5
  Rule: SIGNAL-5 Every kind

    Scenario Outline: the process handles <signal>
      Given a running container whose process will "on <name> exit 24 then hold"
      When the runtime sends <signal> to the container
      Then the runtime succeeds
      And the container ends with exit status 24

      Examples:
        | signal   | name  |
        | SIGINT   | INT   |
        | SIGQUIT  | QUIT  |
        | SIGUSR2  | USR2  |
        | SIGALRM  | ALRM  |
        | SIGCONT  | CONT  |
        | SIGTSTP  | TSTP  |
        | SIGWINCH | WINCH |

  @SIGNAL-6
  Rule: SIGNAL-6 Real-time signals

    Scenario Outline: the caller asks for "<signal>"
      Given a running container
      And the caller has looked at the container
      When the runtime sends the signal "<signal>" to the container
      Then the runtime succeeds
      And the container is as it was

      Examples:
        | signal     |
        | 37         |
        | 64         |
        | RTMIN+3    |
        | SIGRTMIN+3 |

  @SIGNAL-7
  Rule: SIGNAL-7 Either case

    Scenario Outline: the caller asks for "<signal>"
      Given a running container whose process will "on USR1 exit 25 then hold"
      When the runtime sends the signal "<signal>" to the container
      Then the runtime succeeds
      And the container ends with exit status 25

      Examples:
        | signal  |
        | usr1    |
        | sigusr1 |

  @SIGNAL-8
  Rule: SIGNAL-8 Stop signal

    Scenario: the process handles it
      Given a container whose process will "on USR1 exit 26 then on TERM exit 27 then hold"
      And the container asks for the stop signal "SIGUSR1"
      And the container has been started
      When the runtime stops the container
      Then the runtime succeeds
      And the container ends with exit status 26

  @SIGNAL-9
  Rule: SIGNAL-9 No such stop signal

    Scenario: a name that no signal has
      Given a container whose process will "hold"
      And the container asks for the stop signal "SIGNOTHING"
      When the runtime creates the container
      Then the runtime refuses: invalid
      And the container does not exist
