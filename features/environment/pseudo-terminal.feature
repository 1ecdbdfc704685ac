Feature: Pseudo-terminal allocation

  @PTY-1 @needs:terminal
  Rule: PTY-1 On demand

    Scenario: a terminal is asked for
      Given a container whose process will "facts"
      And the container asks for a terminal
      When the runtime runs the container
      Then the standard output of the process is a terminal
      And the standard error of the process is a terminal

  @PTY-2
  Rule: PTY-2 Not otherwise

    Scenario: no terminal is asked for
      Given a container whose process will "facts"
      When the runtime runs the container
      Then the standard input of the process is no terminal
      And the standard output of the process is no terminal
      And the standard error of the process is no terminal

  @PTY-3 @needs:terminal
  Rule: PTY-3 One raw stream

    Scenario: the process writes to standard output and standard error
      Given a container whose process will "print out then warn err then write-out rest"
      And the container asks for a terminal
      And the container has been started and has ended
      When the runtime reads the log of the container
      Then the standard output is "out\r\nerr\r\nrest"
      And the standard error is ""

  @PTY-4 @needs:terminal
  Rule: PTY-4 Kind of terminal

    Scenario: no TERM is asked for
      Given a container whose process will "facts"
      And the container asks for a terminal
      And the container has been started and has ended
      When the runtime reads the log of the container
      Then the process has the environment variable "TERM" with the value "xterm"

    Scenario: another TERM is asked for
      Given a container whose process will "facts"
      And the container asks for a terminal
      And the container asks for the environment variable "TERM" with the value "vt100"
      And the container has been started and has ended
      When the runtime reads the log of the container
      Then the process has the environment variable "TERM" with the value "vt100"

  @PTY-5 @needs:terminal
  Rule: PTY-5 Size

    Scenario Outline: the caller's terminal has <rows> rows and <columns> columns
      Given a container whose process will "await-size <rows> <columns>"
      And the container asks for a terminal
      When the runtime runs the container at a terminal of <rows> rows and <columns> columns
      Then the standard output is "size <rows> <columns>\r\n"

      Examples:
        | rows | columns |
        | 31   | 97      |
        | 50   | 132     |

  @PTY-6 @needs:terminal
  Rule: PTY-6 Controlling terminal

    Scenario: the process opens it
      Given a container whose process will "try open /dev/tty"
      And the container asks for a terminal
      When the runtime runs the container
      Then every deed of the process has been allowed

  @PTY-7
  Rule: PTY-7 None otherwise

    Scenario: the process looks for one
      Given a container whose process will "try open /dev/tty"
      When the runtime runs the container
      Then every deed of the process has been denied

  @PTY-8 @needs:terminal
  Rule: PTY-8 Interrupt

    Scenario: an attached caller types Ctrl-C
      Given a container whose process will "on INT exit 33 then hold"
      And the container asks for a terminal
      And the container asks for an open standard input
      And the container has been started
      And a caller who is attached to the container
      When the caller writes "\u0003"
      Then the container ends with exit status 33

  @PTY-9 @needs:terminal
  Rule: PTY-9 End of input

    Scenario: an attached caller types Ctrl-D
      Given a container whose process will "print reading then echo then exit 5"
      And the container asks for a terminal
      And the container asks for an open standard input
      And the container has been started
      And a caller who is attached to the container
      When the caller writes "\u0004"
      Then the container ends with exit status 5

  @PTY-10 @needs:terminal
  Rule: PTY-10 Its own terminals

    Scenario: another container has one, too
      Given a container "other" whose process will "hold"
      And the container "other" asks for a terminal
      And the container "other" has been started
      And a container whose process will "entries /dev/pts"
      And the container asks for a terminal
      When the runtime runs the container
      Then the process lists exactly the entries:
        | 0    |
        | ptmx |
