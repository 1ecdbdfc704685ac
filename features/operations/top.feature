Feature: Top

  @TOP-1
  Rule: TOP-1 Every process

    Scenario: there are children and a process that was executed
      Given a running container whose process will "spawn 3 then hold"
      And a running container "other"
      And "hold" has been executed in the container in the background
      When the runtime is asked to list the processes of the container
      Then the processes listed are exactly those of the container

  @TOP-2
  Rule: TOP-2 Only while it runs

    Scenario Outline: the container is <state>
      Given a <state> container
      And the caller has looked at the container
      When the runtime is asked to list the processes of the container
      Then the runtime refuses: conflict
      And the container is as it was

      Examples:
        | state   |
        | created |
        | exited  |

  @TOP-3 @needs:pause
  Rule: TOP-3 Of a paused container

    Scenario: it is paused
      Given a paused container
      And the caller has looked at the container
      When the runtime is asked to list the processes of the container
      Then the runtime succeeds or refuses: conflict
      And the container is as it was
