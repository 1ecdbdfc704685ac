Feature: Prune

  @PRUNE-1
  Rule: PRUNE-1 Containers

    Scenario: one was never started, one has ended
      Given a created container "created" with the label "mine"
      And an exited container "exited" with the label "mine"
      When the runtime prunes the containers with:
        | label | mine |
      Then the runtime succeeds
      And the container "created" does not exist
      And the container "exited" does not exist

  @PRUNE-2
  Rule: PRUNE-2 What lives

    Scenario: one runs beside one that has ended
      Given a running container "running" with the label "mine"
      And an exited container "exited" with the label "mine"
      And the caller has looked at the container "running"
      When the runtime prunes the containers with:
        | label | mine |
      Then the container "exited" does not exist
      And the container "running" is as it was

  @PRUNE-3
  Rule: PRUNE-3 Conditions

    Scenario: one has another label
      Given an exited container "mine" with the label "team=blue"
      And an exited container "other" with the label "team=red"
      And the caller has looked at the container "other"
      When the runtime prunes the containers with:
        | label | team=blue |
      Then the container "mine" does not exist
      And the container "other" is as it was

  @PRUNE-4
  Rule: PRUNE-4 Answer

    Scenario: two of three are removed
      Given a created container "created" with the label "mine"
      And a running container "running" with the label "mine"
      And an exited container "exited" with the label "mine"
      When the runtime prunes the containers with:
        | label | mine |
      Then the answer names exactly:
        | the container "created" |
        | the container "exited"  |

  @PRUNE-5
  Rule: PRUNE-5 Nothing to prune

    Scenario: no container has the label
      When the runtime prunes the containers with:
        | label | mine |
      Then the answer names nothing

    Scenario: no image has the label
      When the runtime prunes the images with:
        | label | mine |
      Then the answer names nothing

  @PRUNE-6
  Rule: PRUNE-6 Images

    Scenario: an image has lost its name to another
      Given an exited container with the label "mine"
      And the container has been committed as the image "app"
      And the base image has been tagged as the image "app"
      When the runtime prunes the images with:
        | label | mine |
      Then the new image does not exist

  @PRUNE-7
  Rule: PRUNE-7 Images in use

    Scenario: a container was made from it before it lost its name
      Given an exited container "origin" with the label "mine"
      And the container "origin" has been committed as the image "app"
      And a created container "user" of the image "app"
      And the base image has been tagged as the image "app"
      When the runtime prunes the images with:
        | label | mine |
      Then the new image exists

  @PRUNE-8
  Rule: PRUNE-8 Images with names

    Scenario: it has a name and no container
      Given an exited container with the label "mine"
      And the container has been committed as the image "app"
      When the runtime prunes the images with:
        | label | mine |
      Then the image "app" exists
