Feature: List

  @LIST-1
  Rule: LIST-1 Running containers

    Scenario: there are containers in every state
      Given a running container "running"
      And a created container "created"
      And an exited container "exited"
      When the runtime lists the running containers
      Then the list holds the container "running"
      And the list does not hold the container "created"
      And the list does not hold the container "exited"

    Scenario: a container has just ended
      Given a running container whose process will "on TERM exit 0 then hold"
      And the container has been stopped
      When the runtime lists the running containers
      Then the list does not hold the container

  @LIST-2
  Rule: LIST-2 All containers

    Scenario: there are containers in every state
      Given a running container "running"
      And a created container "created"
      And an exited container "exited"
      When the runtime lists all containers
      Then the list holds the container "running"
      And the list holds the container "created"
      And the list holds the container "exited"

  @LIST-3
  Rule: LIST-3 Identifier and name

    Scenario: two containers run
      Given a running container "first"
      And a running container "second"
      When the runtime lists the running containers
      Then the list shows the container "first" with its name
      And the list shows the container "second" with its name
