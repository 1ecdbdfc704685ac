Feature: Rename

  @RENAME-1
  Rule: RENAME-1 The new name

    Scenario Outline: the container is <state>
      Given <article> <state> container
      And the container has been renamed
      And the caller refers to the container by its name
      When the runtime inspects the container
      Then the answer is about the container

      Examples:
        | article | state   |
        | a       | created |
        | a       | running |
        | an      | exited  |

    Scenario: all containers are listed
      Given a created container
      And the container has been renamed
      When the runtime lists all containers
      Then the list shows the container with its name

  @RENAME-2
  Rule: RENAME-2 The old name

    Scenario: the old name is used for the container
      Given a created container
      And the container has been renamed
      And the caller refers to the container by its former name
      When the runtime inspects the container
      Then the runtime refuses: not-found

    Scenario: another container takes the old name
      Given a created container
      And a container "successor" whose process will "hold"
      And the container "successor" asks for the name of the container
      And the container has been renamed
      When the runtime creates the container "successor"
      Then the reported identifier is that of the container "successor"
      And the container "successor" and the container have different identifiers

  @RENAME-3
  Rule: RENAME-3 A name that is taken

    Scenario: another container has it
      Given a created container
      And a running container "other"
      And the caller has looked at the container
      And the caller has looked at the container "other"
      When the runtime gives the container the name of the container "other"
      Then the runtime refuses: conflict
      And the container is as it was
      And the container "other" is as it was

  @RENAME-4
  Rule: RENAME-4 Malformed names

    Scenario Outline: the name is "<name>"
      Given a created container
      And the caller has looked at the container
      When the runtime renames the container as the malformed name "<name>"
      Then the runtime refuses: invalid
      And the container is as it was

      Examples:
        | name |
        |      |
        | a b  |
        | a/b  |
        | a:b  |
        | .ab  |

  @RENAME-5
  Rule: RENAME-5 Nothing else changes

    Scenario: the process is alive
      Given a running container whose process will "on TERM exit 7 then hold"
      And the caller has looked at the container
      When the runtime renames the container
      Then the runtime succeeds
      And the container is as it was but for its name

  @RENAME-6
  Rule: RENAME-6 Its own name

    Scenario: the container is asked to be called as it is
      Given a running container
      And the caller has looked at the container
      When the runtime gives the container the name of the container
      Then the runtime succeeds or refuses: conflict or invalid
      And the container is as it was

  @RENAME-7
  Rule: RENAME-7 Two callers, one name

    Scenario: both ask at once
      Given a created container "one"
      And a created container "other"
      When two callers at once ask the runtime to give one name to the container "one" and the container "other"
      Then one caller succeeds and the other is refused: conflict
      And the container "one" is created
      And the container "other" is created
