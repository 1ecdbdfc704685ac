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

  @INSPECT-5
  Rule: INSPECT-5 Command

    Scenario: there are blanks, quotes and an empty argument
      Given a created container with the arguments:
        | argument |
        | /probe   |
        | facts    |
        | two words |
        |          |
        | "quoted" |
      When the runtime inspects the container
      Then the answer shows the arguments:
        | argument |
        | /probe   |
        | facts    |
        | two words |
        |          |
        | "quoted" |

  @INSPECT-6
  Rule: INSPECT-6 Environment

    Scenario: values with blanks and equals signs
      Given a container whose process will "hold"
      And the container asks for the environment variable "PLAIN" with the value "text"
      And the container asks for the environment variable "ODD" with the value " a=b c "
      And the container has been created
      When the runtime inspects the container
      Then the answer shows the environment variable "PLAIN" with the value "text"
      And the answer shows the environment variable "ODD" with the value " a=b c "

  @INSPECT-7
  Rule: INSPECT-7 Labels

    Scenario: a label has a value, another none
      Given a created container with the labels "team=blue team=1, new"
      When the runtime inspects the container
      Then the answer shows the label "team" with the value "blue team=1"
      And the answer shows the label "new" with the value ""

  @INSPECT-8
  Rule: INSPECT-8 Settings

    Scenario Outline: the caller asked for a <setting>
      Given a created container with the <setting> "<value>"
      When the runtime inspects the container
      Then the answer shows the <setting> "<value>"

      Examples:
        | setting           | value   |
        | user              | 12:13   |
        | working directory | /data   |
        | host name         | harbour |

  @INSPECT-9
  Rule: INSPECT-9 Wishes

    Scenario Outline: the caller asked for <wish>
      Given a container whose process will "hold"
      And the container asks for <wish>
      And the container has been created
      When the runtime inspects the container
      Then the answer shows that <wish> was asked for

      Examples:
        | wish                   |
        | an open standard input |
        | removal at its end     |
        | a read-only root       |

      @needs:terminal
      Examples:
        | wish       |
        | a terminal |

    Scenario: the caller asked for nothing of this
      Given a created container
      When the runtime inspects the container
      Then the answer shows no sign that a terminal was asked for
      And the answer shows no sign that an open standard input was asked for
      And the answer shows no sign that removal at its end was asked for
      And the answer shows no sign that a read-only root was asked for

  @INSPECT-10 @needs:memory-limit
  Rule: INSPECT-10 Limit of memory

    Scenario: the caller asked for 64 MiB
      Given a container whose process will "hold"
      And the container asks for at most "64m" of memory
      And the container has been created
      When the runtime inspects the container
      Then the answer shows a limit of 67108864 bytes of memory

  @INSPECT-11
  Rule: INSPECT-11 Times

    Scenario: the container was started once
      Given a running container whose process will "on TERM exit 0 then hold"
      And the container has been stopped
      When the runtime inspects the container
      Then the answer shows when it was created, started and ended, in this order

    Scenario: the container was started twice
      Given a running container whose process will "on TERM exit 0 then hold"
      And the container has been stopped
      And the caller has noted the time
      And the container has been started
      And the container has been stopped
      When the runtime inspects the container
      Then the answer shows when it was created, started and ended, in this order
      And the answer shows an end after the time that was noted

  @INSPECT-12
  Rule: INSPECT-12 What has not happened

    Scenario: the container was never started
      Given a created container
      When the runtime inspects the container
      Then the answer shows neither a start nor an end

  @INSPECT-13
  Rule: INSPECT-13 Looking only

    Scenario Outline: the container is <state>
      Given <article> <state> container
      And the caller has looked at the container
      When the runtime inspects the container
      Then the container is as it was

      Examples:
        | article | state   |
        | a       | created |
        | a       | running |
        | an      | exited  |
