Feature: Update

  @UPDATE-1 @needs:update @needs:cpu-limit
  Rule: UPDATE-1 At once

    Scenario: it gets less of the processors
      Given a running container
      And the limits of the container have been changed to "0.2" processors
      When the runtime executes "burn 600" in the container
      Then the process has had at most 0.5 of a processor

  @UPDATE-2 @needs:update @needs:cpu-limit @needs:pids-limit
  Rule: UPDATE-2 Nothing else

    Scenario: another limit is changed
      Given a container whose process will "hold"
      And the container asks for at most 12 processes
      And the container has been started
      And the limits of the container have been changed to "0.5" processors
      When the runtime executes "spawn 30" in the container
      Then the process has started between 4 and 11 children

  @UPDATE-3 @needs:update
  Rule: UPDATE-3 Without a restart

    Scenario: the process lives on
      Given a running container
      And the caller has looked at the container
      When the runtime is asked to change the limits of the container
      Then the runtime succeeds
      And the container is as it was

  @UPDATE-4 @needs:update @needs:memory-limit
  Rule: UPDATE-4 Impossible limits

    Scenario: the size of the memory is no size
      Given a running container
      And the caller has looked at the container
      When the runtime changes the memory of the container to "lots"
      Then the runtime refuses: invalid
      And the container is as it was

  @UPDATE-5 @needs:update
  Rule: UPDATE-5 While it does not run

    Scenario Outline: it is <state>
      Given a <state> container
      And the caller has looked at the container
      When the runtime is asked to change the limits of the container
      Then the runtime succeeds or refuses: conflict or refused
      And the container is as it was

      Examples:
        | state   |
        | created |
        | exited  |

  @UPDATE-6 @needs:update @needs:pids-limit
  Rule: UPDATE-6 Over the next start

    Scenario: it is started again
      Given a running container
      And the limits of the container have been changed to at most 12 processes
      And the container has been killed
      And the container has been started
      When the runtime executes "spawn 30" in the container
      Then the process has started between 4 and 11 children
