Feature: Events

  @EVENTS-1
  Rule: EVENTS-1 The life of a container

    Scenario: a container lives and is removed
      Given the caller has noted the time
      And a running container
      And a caller who is told of events with:
        | container | the container |
      And the container has been killed
      When the runtime removes the container
      Then every listener is told in this order, among others:
        | created |
        | started |
        | ended   |
        | removed |

  @EVENTS-2
  Rule: EVENTS-2 Order

    Scenario: a container is started twice
      Given the caller has noted the time
      And an exited container
      And a caller who is told of events with:
        | container | the container |
      And the container has been started again and has ended
      When the runtime removes the container
      Then every listener is told in this order, among others:
        | started |
        | ended   |
        | started |
        | ended   |
        | removed |

  @EVENTS-3
  Rule: EVENTS-3 Whom it is about

    Scenario: a container lives and is removed
      Given the caller has noted the time
      And an exited container
      And a caller who is told of events with:
        | container | the container |
      When the runtime removes the container
      Then every listener is told in this order, among others:
        | created |
        | removed |
      And every event names the container

  @EVENTS-4
  Rule: EVENTS-4 Time

    Scenario: a container lives and is removed
      Given the caller has noted the time
      And an exited container
      And a caller who is told of events with:
        | container | the container |
      When the runtime removes the container
      Then every listener is told in this order, among others:
        | created |
        | removed |
      And every event has a time, none before the one before it

  @EVENTS-5
  Rule: EVENTS-5 The past

    Scenario: the caller comes when the container has ended
      Given the caller has noted the time
      And an exited container
      And a caller who is told of events with:
        | container | the container |
      When the runtime removes the container
      Then every listener is told in this order, among others:
        | created |
        | started |
        | ended   |
        | removed |

  @EVENTS-6
  Rule: EVENTS-6 One container

    Scenario: two containers end
      Given a created container "one"
      And a caller who is told of events with:
        | container | the container "one" |
      And an exited container "other"
      When the runtime removes the container "one"
      Then every listener is told in this order, among others:
        | removed |
      And every event names the container "one"

  @EVENTS-7
  Rule: EVENTS-7 Some kinds

    Scenario: only starts and ends are asked for
      Given an exited container
      And a caller who is told of events with:
        | container | the container |
        | event     | started       |
        | event     | ended         |
      When the runtime starts the container
      Then every listener is told exactly:
        | started |
        | ended   |

  @EVENTS-8
  Rule: EVENTS-8 By label

    Scenario: two containers are created, one of them with the label
      Given a caller who is told of events with:
        | label | team=blue |
        | event | created   |
        | event | removed   |
      And a created container "red" with the label "team=red"
      And a created container "blue" with the label "team=blue"
      And the container "red" has been removed
      When the runtime removes the container "blue"
      Then every listener is told exactly:
        | created |
        | removed |
      And every event names the container "blue"

  @EVENTS-9
  Rule: EVENTS-9 Exit status

    Scenario: the process ends by itself
      Given a running container
      And a caller who is told of events with:
        | container | the container |
        | event     | ended         |
      When the runtime sends SIGKILL to the container
      Then every listener is told exactly:
        | ended |
      And the end is told with exit status 137

  @EVENTS-10
  Rule: EVENTS-10 Signals

    Scenario: a caller sends a signal
      Given a running container whose process will "on USR1 report then hold"
      And a caller who is told of events with:
        | container | the container |
        | event     | signalled     |
      When the runtime sends SIGUSR1 to the container
      Then every listener is told exactly:
        | signalled |

  @EVENTS-11 @needs:pause
  Rule: EVENTS-11 Pausing

    Scenario: a container is paused and resumed
      Given a running container
      And a caller who is told of events with:
        | container | the container |
      And the container has been paused
      When the runtime is asked to unpause the container
      Then every listener is told in this order, among others:
        | paused  |
        | resumed |

  @EVENTS-12
  Rule: EVENTS-12 Several listeners

    Scenario: two callers listen
      Given a created container
      And a caller who is told of events with:
        | container | the container |
      And a caller who is told of events with:
        | container | the container |
      When the runtime removes the container
      Then every listener is told in this order, among others:
        | removed |

  @EVENTS-13
  Rule: EVENTS-13 Other names

    Scenario: a container is renamed
      Given a created container
      And the caller refers to the container by the beginning of its identifier
      And a caller who is told of events with:
        | container | the container |
        | event     | renamed       |
      When the runtime renames the container
      Then every listener is told exactly:
        | renamed |
