Feature: Pseudo-terminal allocation

  @PTY-1 @needs:terminal
  Rule: PTY-1 On demand

    Scenario: a terminal is asked for
      Given a container whose process will "facts"
      And the container asks for a terminal
      And the container has been started and has ended
      When the runtime reads the log of the container
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
