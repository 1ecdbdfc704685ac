Feature: Create

  @CREATE-1
  Rule: CREATE-1 Created, not started

    Scenario: a container is created
      Given a container whose process will "hold"
      When the runtime creates the container
      Then the reported identifier is that of the container
      And the container is created
      And the container has no process

    Scenario: nothing of the process has happened
      Given a created container whose process will "write /data/started yes"
      When the runtime lists the changes of the container
      Then no changes are listed

  @CREATE-2
  Rule: CREATE-2 One name, one container

    Scenario: a container has the name
      Given a created container
      And the caller has looked at the container
      And a container "rival" whose process will "hold"
      And the container "rival" asks for the name of the container
      When the runtime creates the container "rival"
      Then the runtime refuses: conflict
      And the container is as it was

    Scenario: an exited container has the name
      Given an exited container
      And a container "rival" whose process will "hold"
      And the container "rival" asks for the name of the container
      When the runtime creates the container "rival"
      Then the runtime refuses: conflict
      And the container is exited

  @CREATE-3
  Rule: CREATE-3 Unknown image

    Scenario: there is no such image
      Given a container of an image that does not exist
      When the runtime creates the container
      Then the runtime refuses: not-found
      And the container does not exist

    Scenario: the image has no such tag
      Given the base image has been tagged as the image "app:1"
      And a container of the image "app:2"
      When the runtime creates the container
      Then the runtime refuses: not-found
      And the container does not exist

  @CREATE-4
  Rule: CREATE-4 Malformed names

    Scenario Outline: the name is "<name>"
      Given a container whose process will "hold"
      And the container asks for the name "<name>"
      When the runtime creates the container
      Then the runtime refuses: invalid

      Examples:
        | name  |
        | a b   |
        | a/b   |

  @CREATE-5
  Rule: CREATE-5 Lawful names

    Scenario Outline: the name ends with "<ending>"
      Given a container whose process will "hold"
      And the container asks for the name, ended by "<ending>"
      When the runtime creates the container
      Then the reported identifier is that of the container

      Examples:
        | ending |
        | .      |
        | -      |
        | _      |
        | Z      |

    Scenario: the name has 2 characters
      Given a container whose process will "hold"
      And the container asks for the name "7q"
      When the runtime creates the container
      Then the reported identifier is that of the container

    Scenario: the name has 64 characters
      Given a container whose process will "hold"
      And the container asks for the name, filled up to a length of "64"
      When the runtime creates the container
      Then the reported identifier is that of the container

  @CREATE-6
  Rule: CREATE-6 Other characters

    Scenario Outline: the name is "<name>"
      Given a container whose process will "hold"
      And the container asks for the name "<name>"
      When the runtime creates the container
      Then the runtime refuses: invalid

      Examples:
        | name |
        | .ab  |
        | -ab  |
        | _ab  |
        | a:b  |
        | a@b  |
        | äbc  |

  @CREATE-7
  Rule: CREATE-7 Without a name

    Scenario: two containers are made without a name
      Given a container "one" whose process will "hold"
      And a container "other" whose process will "hold"
      And the container "one" asks for no name
      And the container "other" asks for no name
      And the container "one" has been created
      And the container "other" has been created
      Then the container "one" has another name than the container "other"

  @CREATE-8
  Rule: CREATE-8 Two callers, one name

    Scenario: both ask at once
      Given a container "one" whose process will "hold"
      And a container "rival" whose process will "hold"
      And the container "rival" asks for the name of the container "one"
      When two callers at once ask the runtime to create the container "one" and the container "rival"
      Then one caller succeeds and the other is refused: conflict
      And the container "one" is created

  @CREATE-9
  Rule: CREATE-9 Refused in full

    Scenario: there was no such image
      Given a container of an image that does not exist
      And a container "next" whose process will "hold"
      And the container "next" asks for the name of the container
      And the container has been refused
      When the runtime creates the container "next"
      Then the reported identifier is that of the container "next"

    Scenario: there was nothing to run
      Given a container without arguments
      And a container "next" whose process will "hold"
      And the container "next" asks for the name of the container
      And the container has been refused
      When the runtime creates the container "next"
      Then the reported identifier is that of the container "next"
