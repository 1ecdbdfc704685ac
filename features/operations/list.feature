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

  @LIST-4
  Rule: LIST-4 State

    Scenario: there are containers in every state
      Given a running container "running"
      And a created container "created"
      And an exited container "exited"
      When the runtime lists all containers
      Then the list shows the container "running" in the state running
      And the list shows the container "created" in the state created
      And the list shows the container "exited" in the state exited

  @LIST-5
  Rule: LIST-5 By label

    Background:
      Given a created container "blue" with the label "team=blue"
      And a created container "red" with the label "team=red"
      And a created container "none"

    Scenario: the name and the value are given
      When the runtime lists all containers with:
        | label | team=blue |
      Then the list holds exactly:
        | the container "blue" |

    Scenario: only the name is given
      When the runtime lists all containers with:
        | label | team |
      Then the list holds exactly:
        | the container "blue" |
        | the container "red"  |

  @LIST-6
  Rule: LIST-6 By state

    Background:
      Given a created container "created" with the label "mine"
      And an exited container "exited" with the label "mine"
      And a running container "running" with the label "mine"

    Scenario: one state is given
      When the runtime lists the containers with:
        | label | mine   |
        | state | exited |
      Then the list holds exactly:
        | the container "exited" |

    Scenario: two states are given
      When the runtime lists the containers with:
        | label | mine    |
        | state | created |
        | state | running |
      Then the list holds exactly:
        | the container "created" |
        | the container "running" |

  @LIST-7
  Rule: LIST-7 By name

    Scenario: a part of one name is given
      Given a created container "first"
      And a created container "second"
      When the runtime lists all containers with:
        | part of the name | the container "first" |
      Then the list holds exactly:
        | the container "first" |

  @LIST-8
  Rule: LIST-8 By image

    Scenario: there are containers of two images
      Given a created container "base" with the label "mine"
      And a created container "kinds" of the kinds image with the label "mine"
      When the runtime lists all containers with:
        | label                   | mine           |
        | identifier of the image | the base image |
      Then the list holds exactly:
        | the container "base" |

  @LIST-9
  Rule: LIST-9 By the name of an image

    Scenario: there are containers of two images
      Given a created container "base" with the label "mine"
      And a created container "kinds" of the kinds image with the label "mine"
      When the runtime lists all containers with:
        | label | mine           |
        | image | the base image |
      Then the list holds exactly:
        | the container "base" |

  @LIST-10
  Rule: LIST-10 Several conditions

    Scenario: a label, another label and a state
      Given a created container "both" with the labels "mine, new"
      And a created container "one" with the label "mine"
      And a created container "other" with the label "new"
      And an exited container "ended" with the labels "mine, new"
      When the runtime lists all containers with:
        | label | mine    |
        | label | new     |
        | state | created |
      Then the list holds exactly:
        | the container "both" |

  @LIST-11
  Rule: LIST-11 Unknown states

    Scenario: the state does not exist
      When the runtime lists the containers with:
        | state | sleeping |
      Then the runtime refuses: invalid

  @LIST-12
  Rule: LIST-12 Nothing found

    Scenario: no container has the label
      Given a created container "other"
      When the runtime lists all containers with:
        | label | mine |
      Then the list is empty

    Scenario: the container that has the label was made from another image
      Given a created container "mine" with the label "mine"
      When the runtime lists all containers with:
        | label | mine            |
        | image | the empty image |
      Then the list is empty

  @LIST-13
  Rule: LIST-13 Order

    Scenario: they were created in another order than they were started in
      Given a created container "one" with the label "mine"
      And a running container "two" with the label "mine"
      And an exited container "three" with the label "mine"
      And the container "one" has been started
      When the runtime lists all containers with:
        | label | mine |
      Then the list has the order in which they were created, or the reverse

  @LIST-14
  Rule: LIST-14 The last ones

    Background:
      Given a running container "one" with the label "mine"
      And an exited container "two" with the label "mine"
      And a created container "three" with the label "mine"

    Scenario: two of three are wanted
      Given a created container "foreign"
      When the runtime lists the last 2 containers with:
        | label | mine |
      Then the list holds exactly:
        | the container "two"   |
        | the container "three" |

    Scenario: more are wanted than there are
      When the runtime lists the last 9 containers with:
        | label | mine |
      Then the list holds exactly:
        | the container "one"   |
        | the container "two"   |
        | the container "three" |
