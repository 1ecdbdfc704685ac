Feature: Remove

  @REMOVE-1
  Rule: REMOVE-1 Gone

    Scenario Outline: the container is <state>
      Given <article> <state> container
      And a created container "bystander"
      When the runtime removes the container
      Then the runtime succeeds
      And the container does not exist
      And the container is not listed
      And the container "bystander" is created

      Examples:
        | article | state   |
        | a       | created |
        | an      | exited  |

  @REMOVE-2
  Rule: REMOVE-2 Not while it runs

    Scenario: the process is alive
      Given a running container
      And the caller has looked at the container
      When the runtime removes the container
      Then the runtime refuses: conflict
      And the container is as it was

  @REMOVE-3
  Rule: REMOVE-3 By force

    Scenario: the process is alive
      Given a running container whose process will "on TERM exit 7 then hold"
      And the caller has looked at the container
      When the runtime removes the container by force
      Then the runtime succeeds
      And the container does not exist
      And the process that the container had is gone

  @REMOVE-4
  Rule: REMOVE-4 The name is free

    Scenario: a new container takes the name of a removed one
      Given a removed container
      And a container "successor" whose process will "print new"
      And the container "successor" asks for the name of the container
      When the runtime runs the container "successor"
      Then the standard output is "new\n"

  @REMOVE-5
  Rule: REMOVE-5 The image stays

    Scenario: the only container of an image is removed
      Given an exited container whose process will "write /data/new text"
      And the container has been committed as the image "result"
      And an exited container "only" of the image "result" whose process will "read /data/new"
      When the runtime removes the container "only"
      Then the runtime succeeds
      And the container "only" does not exist
      And the image "result" exists
      And the base image exists

  @REMOVE-6
  Rule: REMOVE-6 Nothing is inherited

    Scenario: the removed container left a file and a log
      Given a running container "predecessor" whose process will "write /data/left behind then print old then on TERM exit 0 then hold"
      And a container "successor" whose process will "stat /data/left"
      And the container "successor" asks for the name of the container "predecessor"
      And the container "predecessor" has been stopped
      And the container "predecessor" has been removed
      And the container "successor" has been started and has ended
      When the runtime reads the log of the container "successor"
      Then the standard output begins with "{\"path\""
      And the process finds nothing at "/data/left"

  @REMOVE-7
  Rule: REMOVE-7 Two callers

    Scenario: both ask at once
      Given an exited container
      When two callers at once ask the runtime to remove and to remove the container
      Then each caller succeeds or is refused: not-found or conflict
      And the container is soon gone

  @REMOVE-8
  Rule: REMOVE-8 Sessions end

    Scenario: a caller is attached
      Given a running container
      And a caller who is attached to the container
      When the runtime removes the container by force
      Then the runtime succeeds
      And every session ends

  @REMOVE-9
  Rule: REMOVE-9 By force, of nothing

    Scenario: the container was removed before
      Given a removed container
      When the runtime removes the container by force
      Then the runtime succeeds or refuses: not-found
      And the container does not exist

  @REMOVE-10
  Rule: REMOVE-10 Force is no other removal

    Scenario Outline: the container is <state>
      Given <article> <state> container
      And a created container "bystander"
      When the runtime removes the container by force
      Then the runtime succeeds
      And the container does not exist
      And the container "bystander" is created

      Examples:
        | article | state   |
        | a       | created |
        | an      | exited  |
