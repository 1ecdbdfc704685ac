Feature: Wait

  @WAIT-1
  Rule: WAIT-1 Until the end

    Scenario: the process is asked to end while a caller waits
      Given a running container whose process will "on USR1 exit 7 then hold"
      And a caller who waits for the container
      When the runtime sends SIGUSR1 to the container
      Then every waiting caller is told exit status 7

    Scenario: the process is killed while a caller waits
      Given a running container
      And a caller who waits for the container
      When the runtime kills the container
      Then every waiting caller is told exit status 137

    Scenario: the process goes on
      Given a running container
      And a caller who waits for the container
      When the runtime inspects the container
      Then the container is running
      And no waiting caller is told anything

  @WAIT-2
  Rule: WAIT-2 After the end

    Scenario Outline: the process has ended with status <status>
      Given an exited container whose process will "exit <status>"
      When the runtime waits for the container
      Then the exit status is <status>

      Examples:
        | status |
        | 0      |
        | 3      |
        | 255    |

  @WAIT-3
  Rule: WAIT-3 Several callers

    Scenario: two callers wait
      Given a running container whose process will "on TERM exit 9 then hold"
      And a caller who waits for the container
      And a caller who waits for the container
      When the runtime sends SIGTERM to the container
      Then every waiting caller is told exit status 9
