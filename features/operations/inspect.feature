Feature: Inspect

  @INSPECT-1
  Rule: INSPECT-1 State

    Scenario Outline: the container is <state>
      Given <article> <state> container
      When the runtime inspects the container
      Then the answer shows the state <state>

      Examples:
        | article | state   |
        | a       | created |
        | a       | running |
        | an      | exited  |

  @INSPECT-2
  Rule: INSPECT-2 Exit status

    Scenario Outline: the process ended with status <status>
      Given an exited container whose process will "exit <status>"
      When the runtime inspects the container
      Then the answer shows the exit status <status>

      Examples:
        | status |
        | 0      |
        | 5      |
        | 255    |

    Scenario: the second process ended otherwise than the first
      Given a running container whose process will "on TERM exit 8 then hold"
      And the container has been stopped
      And the container has been started
      And the container has been killed
      When the runtime inspects the container
      Then the answer shows the exit status 137

  @INSPECT-3
  Rule: INSPECT-3 Image

    Scenario: a name of the image has moved since
      Given the base image has been tagged as the image "app:stable"
      And a created container of the image "app:stable"
      And the kinds image has been tagged as the image "app:stable"
      When the runtime inspects the container
      Then the answer shows that the container was made from the base image

  @INSPECT-4
  Rule: INSPECT-4 Process number

    Scenario: the container runs
      Given a running container whose process will "facts then hold"
      When the runtime inspects the container
      Then the answer shows the number of a process on the host in the namespaces of the container

    Scenario: the container has ended
      Given an exited container
      When the runtime inspects the container
      Then the answer shows no process
