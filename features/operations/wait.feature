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

  @WAIT-4
  Rule: WAIT-4 Never started

    Scenario: the container was never started
      Given a created container
      When the runtime waits for the container
      Then the exit status is 0
      And the container is created

  @WAIT-5
  Rule: WAIT-5 The last end

    Scenario: the second process ended otherwise
      Given a running container whose process will "on TERM exit 5 then hold"
      And the container has been killed
      And the container has been started
      And the container has been stopped
      When the runtime waits for the container
      Then the exit status is 5

  @WAIT-6
  Rule: WAIT-6 Stop and wait

    Scenario: the container is stopped while a caller waits
      Given a running container whose process will "on TERM exit 9 then hold"
      And a caller who waits for the container
      When the runtime stops the container
      Then every waiting caller is told exit status 9

  @WAIT-7
  Rule: WAIT-7 Removed meanwhile

    Scenario: the container is removed while a caller waits
      Given a running container
      And a caller who waits for the container
      When the runtime removes the container by force
      Then every waiting caller is answered or refused: not-found
