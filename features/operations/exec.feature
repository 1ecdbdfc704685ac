Feature: Exec

  @EXEC-1
  Rule: EXEC-1 Another process

    Scenario: the process looks at its arguments
      Given a running container
      When the runtime executes "print a;b then facts" in the container
      Then the exit status is 0
      And the process has received the arguments:
        | argument |
        | /probe   |
        | print    |
        | a;b      |
        | then     |
        | facts    |
      And the container is running

  @EXEC-2
  Rule: EXEC-2 Same namespaces

    Scenario: the process looks at its namespaces
      Given a running container whose process will "facts then hold"
      When the runtime executes "facts" in the container
      Then the process shares all of these namespaces with the container:
        | PID     |
        | mount   |
        | UTS     |
        | IPC     |
        | network |

  @EXEC-3
  Rule: EXEC-3 Same files

    Scenario: the first process has written a file
      Given a running container whose process will "write /data/found text then hold"
      When the runtime executes "read /data/found" in the container
      Then the standard output is "text"

    Scenario: the process writes a file
      Given a running container
      When the runtime executes "write /data/left text" in the container
      Then the exit status is 0
      And "/data/left" in the container holds "text"

  @EXEC-4 @needs:pids-limit
  Rule: EXEC-4 Same limits

    Scenario: the process has more children than there may be processes
      Given a container whose process will "hold"
      And the container asks for at most 12 processes
      And the container has been started
      When the runtime executes "spawn 30" in the container
      Then the process has started between 4 and 11 children

  @EXEC-5
  Rule: EXEC-5 No more rights

    Scenario: a capability was taken away
      Given a container whose process will "hold"
      And the container asks to lose the capability of Linux "CHOWN"
      And the container has been started
      When the runtime executes "facts" in the container
      Then the process can have none of these capabilities of Linux:
        | CHOWN      |
        | SYS_ADMIN  |
        | SYS_MODULE |
        | SYS_TIME   |

  @EXEC-6 @needs:seccomp
  Rule: EXEC-6 Same filter

    Scenario: the process looks at its filter
      Given a running container
      When the runtime executes "facts" in the container
      Then the process sees the filter of system calls "one"

  @EXEC-7
  Rule: EXEC-7 Its environment

    Scenario: the request of the container names a variable
      Given a container whose process will "hold"
      And the container asks for the environment variable "DATABASE" with the value "db 1"
      And the container has been started
      When the runtime executes "facts" in the container
      Then the process has the environment variable "DATABASE" with the value "db 1"
      And the process has the environment variable "PATH" with the value "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

  @EXEC-8
  Rule: EXEC-8 Variables of its own

    Scenario Outline: the caller asks for "<variable>"
      Given a container whose process will "hold"
      And the container asks for the environment variable "LEVEL" with the value "info"
      And the container has been started
      When the runtime executes "facts" in the container with:
        | variable | <variable> |
      Then the process has the environment variable "<name>" with the value "<value>"
      And the process has each environment variable once

      Examples:
        | variable    | name  | value |
        | LEVEL=debug | LEVEL | debug |
        | OTHER=a=b   | OTHER | a=b   |

  @EXEC-9
  Rule: EXEC-9 User of the container

    Scenario: the container runs as somebody
      Given a container whose process will "hold"
      And the container asks for the user "1500:1600"
      And the container has been started
      When the runtime executes "facts" in the container
      Then the process runs as user 1500
      And the process runs as group 1600

  @EXEC-10
  Rule: EXEC-10 User of its own

    Scenario Outline: the caller asks for "<user>"
      Given a running container
      When the runtime executes "facts" in the container with:
        | user | <user> |
      Then the process runs as user <uid>
      And the process runs as group <gid>

      Examples:
        | user      | uid  | gid  |
        | worker    | 1000 | 1000 |
        | 1500:1600 | 1500 | 1600 |

  @EXEC-11
  Rule: EXEC-11 Unknown user

    Scenario: the caller asks for nobody known
      Given a running container
      And the caller has looked at the container
      When the runtime executes "facts" in the container with:
        | user | stranger |
      Then the runtime refuses: invalid
      And the container is as it was

  @EXEC-12
  Rule: EXEC-12 Working directory

    Scenario: none is asked for
      Given a container whose process will "hold"
      And the container asks for the working directory "/data"
      And the container has been started
      When the runtime executes "facts" in the container
      Then the working directory of the process is "/data"

    Scenario: another one is asked for
      Given a running container
      When the runtime executes "facts" in the container with:
        | working directory | /etc |
      Then the working directory of the process is "/etc"

  @EXEC-13
  Rule: EXEC-13 No such directory

    Scenario: the caller asks for a directory that is not there
      Given a running container
      And the caller has looked at the container
      When the runtime executes "facts" in the container with:
        | working directory | /not/there |
      Then the runtime refuses: invalid
      And the container is as it was

  @EXEC-14
  Rule: EXEC-14 Streams

    Scenario: the process writes to both
      Given a running container
      When the runtime executes "print out then warn err" in the container
      Then the standard output is "out\n"
      And the standard error is "err\n"

    Scenario: the process writes much
      Given a running container
      When the runtime executes "fill 3000000" in the container
      Then the standard output is 3000000 bytes of the pattern

  @EXEC-15
  Rule: EXEC-15 Input

    Scenario: the caller sends a line
      Given a running container
      When the runtime executes "echo" in the container with:
        | input | one line |
      Then the standard output is "one lineend of input\n"

  @EXEC-16
  Rule: EXEC-16 Exit status

    Scenario Outline: the process will "<sentence>"
      Given a running container
      When the runtime executes "<sentence>" in the container
      Then the exit status is <status>

      Examples:
        | sentence   | status |
        | exit 0     | 0      |
        | exit 42    | 42     |
        | exit 255   | 255    |
        | raise KILL | 137    |
        | raise TERM | 143    |

  @EXEC-17
  Rule: EXEC-17 No such program

    Scenario Outline: the program is "<program>"
      Given a running container
      And the caller has looked at the container
      When the runtime executes the program "<program>" in the container
      Then the runtime refuses: command-not-found
      And the container is as it was

      Examples:
        | program    |
        | /not/there |
        | not-there  |

  @EXEC-18
  Rule: EXEC-18 No program

    Scenario Outline: the program is "<program>"
      Given a running container
      And the caller has looked at the container
      When the runtime executes the program "<program>" in the container
      Then the runtime refuses: command-not-executable
      And the container is as it was

      Examples:
        | program     |
        | /etc/passwd |
        | /etc        |

  @EXEC-19
  Rule: EXEC-19 Only while it runs

    Scenario Outline: the container is <state>
      Given a <state> container
      And the caller has looked at the container
      When the runtime is asked to execute a process in the container
      Then the runtime refuses: conflict
      And the container is as it was

      Examples:
        | state   |
        | created |
        | exited  |

  @EXEC-20
  Rule: EXEC-20 Not the container's end

    Scenario Outline: the process will "<sentence>"
      Given a running container
      And the caller has looked at the container
      And a caller who waits for the container
      When the runtime executes "<sentence>" in the container
      Then the exit status is <status>
      And the container is as it was
      And no waiting caller is told anything

      Examples:
        | sentence   | status |
        | exit 3     | 3      |
        | raise KILL | 137    |

  @EXEC-21
  Rule: EXEC-21 The container's end

    Scenario: a process would go on for ever
      Given a running container
      And "hold" has been executed in the container in the background
      And a caller who executes "print begun then hold" in the container
      And the caller has looked at the container
      When the runtime kills the container
      Then the runtime succeeds
      And every session ends
      And none of the processes that the container had is left

  @EXEC-22
  Rule: EXEC-22 Out of the log

    Scenario: the process writes
      Given a running container whose process will "print mine then hold"
      When the runtime executes "print another then warn another" in the container
      Then the standard output is "another\n"
      And the log of the container is "mine\nholding\n"

    Scenario: a caller is attached to the container
      Given a running container whose process will "on USR1 report then hold"
      And a caller who is attached to the container
      And the runtime executes "print another then warn another" in the container
      When the runtime sends SIGUSR1 to the container
      Then every caller receives "signal USR1\n"

  @EXEC-23
  Rule: EXEC-23 In the background

    Scenario: the process takes its time
      Given a running container
      When the runtime executes "hold" in the container in the background
      Then the runtime succeeds
      And the container is running

  @EXEC-24
  Rule: EXEC-24 Several at once

    Scenario: two callers have processes of their own
      Given a running container
      And a caller who executes "print here then echo" in the container
      And a caller who executes "print here then echo" in the container
      When the runtime executes "print third" in the container
      Then the standard output is "third\n"
      And every caller receives "here\n"

  @EXEC-25 @needs:terminal
  Rule: EXEC-25 Terminal

    Scenario: the process looks at its streams
      Given a running container
      When the runtime executes "await-size 33 99 then facts" in the container with:
        | terminal of | 33 by 99 |
      Then the standard output begins with "size 33 99\r\n"
      And the standard input of the process is a terminal
      And the standard output of the process is a terminal
      And the standard error of the process is a terminal
