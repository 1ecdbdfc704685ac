Feature: Stop

  @STOP-1
  Rule: STOP-1 A polite request first

    Scenario: the process ends itself upon SIGTERM
      Given a running container whose process will "on TERM exit 7 then hold"
      When the runtime stops the container
      Then the container is exited
      And the exit status of the container is 7
      And the log of the container is "holding\nsignal TERM\n"

    Scenario: the process would report any other signal
      Given a running container whose process will "on HUP report then on INT report then on QUIT report then on USR1 report then on TERM exit 0 then hold"
      When the runtime stops the container
      Then the container is exited
      And the exit status of the container is 0
      And the log of the container is "holding\nsignal TERM\n"

  @STOP-2
  Rule: STOP-2 Patience

    Scenario: the process stays alive after SIGTERM
      Given a running container whose process will "on TERM report then hold"
      When the runtime stops the container with a grace of 1 second
      Then the runtime has taken at least 1 second
      And the log of the container is "holding\nsignal TERM\n"

  @STOP-3
  Rule: STOP-3 Grace period

    Scenario: the process reports SIGTERM and stays alive
      Given a running container whose process will "on TERM report then hold"
      When the runtime stops the container with a grace of 1 second
      Then the runtime succeeds
      And the container is exited
      And the exit status of the container is 137

    Scenario: the process takes no notice of SIGTERM
      Given a running container whose process will "hold"
      When the runtime stops the container with a grace of 0 seconds
      Then the runtime succeeds
      And the container is exited
      And the exit status of the container is 137

  @STOP-4
  Rule: STOP-4 Stopped means ended

    Scenario: the process ends upon SIGTERM
      Given a running container whose process will "on TERM exit 0 then hold"
      And the caller has looked at the container
      When the runtime stops the container
      Then the runtime succeeds
      And the process that the container had is gone

    Scenario: the process has to be killed
      Given a running container whose process will "hold"
      And the caller has looked at the container
      When the runtime stops the container with a grace of 0 seconds
      Then the runtime succeeds
      And the process that the container had is gone

  @STOP-5
  Rule: STOP-5 Nothing to stop

    Scenario: the process has ended by itself
      Given an exited container whose process will "exit 3"
      And the caller has looked at the container
      When the runtime stops the container
      Then the runtime succeeds
      And the container is as it was

    Scenario: the container has been stopped before
      Given a running container whose process will "on TERM exit 7 then hold"
      And the container has been stopped
      When the runtime stops the container
      Then the runtime succeeds
      And the container is exited
      And the exit status of the container is 7

    Scenario: the container was never started
      Given a created container
      And the caller has looked at the container
      When the runtime stops the container
      Then the runtime succeeds
      And the container is as it was

  @STOP-6
  Rule: STOP-6 The caller's patience

    Scenario: nobody says how long
      Given a running container whose process will "on TERM report then hold"
      When the runtime stops the container
      Then the runtime succeeds
      And the runtime has taken at least 10 seconds

    Scenario: the caller has none
      Given a running container whose process will "hold"
      When the runtime stops the container with a grace of 0 seconds
      Then the runtime succeeds
      And the runtime has taken less than 8 seconds

  @STOP-7
  Rule: STOP-7 Two callers

    Scenario: both ask at once
      Given a running container whose process will "on TERM exit 7 then hold"
      When two callers at once ask the runtime to stop and to stop the container
      Then both callers succeed
      And the container is exited
      And the exit status of the container is 7

  @STOP-8
  Rule: STOP-8 What stays

    Scenario: the process has written to a file and to its log
      Given a running container whose process will "write /data/work half then on TERM exit 0 then hold"
      When the runtime stops the container
      Then the runtime succeeds
      And "/data/work" in the container holds "half"
      And the log of the container is "holding\nsignal TERM\n"
      And the container is exited
