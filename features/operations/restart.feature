Feature: Restart

  @RESTART-1
  Rule: RESTART-1 A new process

    Scenario: the process is alive
      Given a running container whose process will "on TERM exit 7 then hold"
      And the caller has looked at the container
      When the runtime restarts the container
      Then the runtime succeeds
      And the container is running
      And the process that the container had is gone
      And the log of the container soon holds "holding\nsignal TERM\nholding\n"

    Scenario: the container keeps its identifier and its name
      Given a created container
      And the container has been restarted
      When the runtime inspects the container
      Then the answer is about the container
      And the answer shows the state running

  @RESTART-2
  Rule: RESTART-2 As polite as stop

    Scenario: the process would report any other signal
      Given a running container whose process will "on HUP report then on INT report then on QUIT report then on TERM exit 0 then hold"
      When the runtime restarts the container
      Then the runtime succeeds
      And the log of the container soon holds "holding\nsignal TERM\nholding\n"

    Scenario: the process stays alive after SIGTERM
      Given a running container whose process will "on TERM report then hold"
      When the runtime restarts the container with a grace of 1 second
      Then the runtime has taken at least 1 second
      And the log of the container soon holds "holding\nsignal TERM\nholding\n"

  @RESTART-3
  Rule: RESTART-3 It always comes back

    Scenario: the process takes no notice of SIGTERM
      Given a running container whose process will "hold"
      And the caller has looked at the container
      When the runtime restarts the container with a grace of 0 seconds
      Then the runtime has taken less than 8 seconds
      And the process that the container had is gone
      And the container is running

  @RESTART-4
  Rule: RESTART-4 Nothing to end

    Scenario Outline: the container is <state>
      Given <article> <state> container whose process will "print begun then exit 5"
      When the runtime restarts the container
      Then the runtime succeeds
      And the container ends with exit status 5
      And the log of the container is "<log>"

      Examples:
        | article | state   | log              |
        | a       | created | begun\\n         |
        | an      | exited  | begun\\nbegun\\n |

  @RESTART-5
  Rule: RESTART-5 The files stay

    Scenario: the process has left a file behind
      Given a running container whose process will "append /data/append.txt more then read /data/append.txt then on TERM exit 0 then hold"
      When the runtime restarts the container
      Then the runtime succeeds
      And the log of the container soon holds "first line\nmoremore"

  @RESTART-6
  Rule: RESTART-6 Not the end

    Scenario: the container was asked to be removed at its end
      Given a container whose process will "on TERM exit 0 then hold"
      And the container asks for removal at its end
      And the container has been started
      When the runtime restarts the container
      Then the container is running unless the runtime has refused

  @RESTART-7
  Rule: RESTART-7 A process that cannot begin

    Scenario: there is no such program
      Given a created container of the base image that runs "/no/program"
      When the runtime restarts the container
      Then the runtime refuses: command-not-found
      And the container is not running

  @RESTART-8 @needs:pause
  Rule: RESTART-8 Paused containers

    Scenario: the process has been paused
      Given a paused container whose process will "on TERM exit 7 then hold"
      When the runtime restarts the container
      Then the container is where restart leads from paused
