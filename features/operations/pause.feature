Feature: Pause

  @PAUSE-1 @needs:pause
  Rule: PAUSE-1 Standstill

    Scenario: two processes are busy
      Given a running container whose process will "burn 600000"
      And "burn 600000" has been executed in the container in the background
      And the container has been paused
      And the caller has looked at the container
      And a container "other" whose process will "burn 300"
      When the runtime runs the container "other"
      Then the runtime succeeds
      And no process of the container has made progress

  @PAUSE-2 @needs:pause
  Rule: PAUSE-2 State

    Scenario: the caller looks
      Given a paused container
      When the runtime inspects the container
      Then the answer shows the state paused

  @PAUSE-3 @needs:pause
  Rule: PAUSE-3 Still among the living

    Scenario: the caller lists what runs
      Given a paused container
      When the runtime lists the running containers
      Then the list holds the container

  @PAUSE-4 @needs:pause
  Rule: PAUSE-4 Going on

    Scenario: a caller has written while it was paused
      Given a container whose process will "echo"
      And the container asks for an open standard input
      And the container has been started
      And a caller who is attached to the container
      And the container has been paused
      And the caller writes "are you there\n"
      When the runtime is asked to unpause the container
      Then the runtime succeeds
      And every caller receives "are you there\n"
      And the container is running

    Scenario: the process is the same
      Given a running container
      And the caller has looked at the container
      And the container has been paused
      When the runtime is asked to unpause the container
      Then the runtime succeeds
      And the container is as it was

  @PAUSE-5 @needs:pause
  Rule: PAUSE-5 Not twice

    Scenario: it is paused already
      Given a paused container
      And the caller has looked at the container
      When the runtime is asked to pause the container
      Then the runtime refuses: conflict
      And the container is as it was

  @PAUSE-6 @needs:pause
  Rule: PAUSE-6 Nothing to pause

    Scenario Outline: it is <state>
      Given a <state> container
      And the caller has looked at the container
      When the runtime is asked to pause the container
      Then the runtime refuses: conflict
      And the container is as it was

      Examples:
        | state   |
        | created |
        | exited  |

  @PAUSE-7 @needs:pause
  Rule: PAUSE-7 Nothing to let go

    Scenario Outline: it is <state>
      Given a <state> container
      And the caller has looked at the container
      When the runtime is asked to unpause the container
      Then the runtime refuses: conflict
      And the container is as it was

      Examples:
        | state   |
        | created |
        | running |
        | exited  |

  @PAUSE-8 @needs:pause
  Rule: PAUSE-8 Nothing begins

    Scenario Outline: the caller wants to <operation> it
      Given a paused container
      And the caller has looked at the container
      When the runtime is asked to <operation> the container
      Then the runtime refuses: conflict
      And the container is as it was

      Examples:
        | operation            |
        | start                |
        | attach to            |
        | execute a process in |

  @PAUSE-9 @needs:pause
  Rule: PAUSE-9 Not removed

    Scenario: it is paused
      Given a paused container
      And the caller has looked at the container
      When the runtime removes the container
      Then the runtime refuses: conflict
      And the container is as it was

  @PAUSE-10 @needs:pause
  Rule: PAUSE-10 Removed by force

    Scenario: it is paused
      Given a paused container
      And the caller has looked at the container
      When the runtime removes the container by force
      Then the runtime succeeds
      And the process that the container had is gone
      And the container does not exist

  @PAUSE-11 @needs:pause
  Rule: PAUSE-11 Killed

    Scenario: it is paused
      Given a paused container
      When the runtime kills the container
      Then the runtime succeeds
      And the container ends with exit status 137

  @PAUSE-12 @needs:pause
  Rule: PAUSE-12 Stopped or not

    Scenario: the process would end with a status of its own
      Given a paused container whose process will "on TERM exit 7 then hold"
      When the runtime is asked to stop the container
      Then the runtime succeeds or refuses: conflict
      And the container is not running

  @PAUSE-13 @needs:pause
  Rule: PAUSE-13 Signals wait

    Scenario: the process handles it
      Given a paused container whose process will "on USR1 exit 21 then hold"
      And the runtime sends SIGUSR1 to the container
      When the runtime is asked to unpause the container
      Then the runtime succeeds or refuses: conflict
      And the container ends with exit status 21

  @PAUSE-14 @needs:pause
  Rule: PAUSE-14 Open to view

    Scenario Outline: the caller wants to <operation> it
      Given a paused container
      And the caller has looked at the container
      When the runtime is asked to <operation> the container
      Then the runtime succeeds
      And the container is as it was

      Examples:
        | operation           |
        | inspect             |
        | read the log of     |
        | list the changes of |
        | copy files out of   |
        | commit              |

  @PAUSE-15 @needs:pause
  Rule: PAUSE-15 No end

    Scenario: a caller waits
      Given a running container
      And a caller who waits for the container
      And the container has been paused
      When the runtime inspects the container
      Then the answer shows the state paused
      And no waiting caller is told anything

    Scenario: it ends after all
      Given a running container whose process will "on TERM exit 9 then hold"
      And a caller who waits for the container
      And the container has been paused
      And the container has been unpaused
      When the runtime sends SIGTERM to the container
      Then the runtime succeeds
      And every waiting caller is told exit status 9
