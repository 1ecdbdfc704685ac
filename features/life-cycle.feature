Feature: Life cycle

  @LIFE-1
  Rule: LIFE-1 The table

    Scenario Outline: the container was never started, and the runtime is asked to <operation> it
      Given a created container whose process will "on TERM exit 7 then hold"
      When the runtime is asked to <operation> the container
      Then the container is where <operation> leads from created

      Examples:
        | operation            |
        | start                |
        | stop                 |
        | kill                 |
        | restart              |
        | rename               |
        | remove               |
        | remove by force      |
        | create again         |
        | run again            |
        | wait for             |
        | attach to            |
        | execute a process in |

    Scenario Outline: the process lives, and the runtime is asked to <operation> it
      Given a running container whose process will "on TERM exit 7 then hold"
      When the runtime is asked to <operation> the container
      Then the container is where <operation> leads from running

      Examples:
        | operation            |
        | start                |
        | stop                 |
        | kill                 |
        | restart              |
        | rename               |
        | remove               |
        | remove by force      |
        | create again         |
        | attach to            |
        | execute a process in |

    Scenario Outline: the process has ended, and the runtime is asked to <operation> it
      Given a running container whose process will "on TERM exit 7 then hold"
      And the container has been stopped
      When the runtime is asked to <operation> the container
      Then the container is where <operation> leads from exited

      Examples:
        | operation            |
        | start                |
        | stop                 |
        | kill                 |
        | restart              |
        | rename               |
        | remove               |
        | remove by force      |
        | create again         |
        | wait for             |
        | attach to            |
        | execute a process in |

    Scenario Outline: the container is gone, and the runtime is asked to <operation> it
      Given a removed container
      When the runtime is asked to <operation> the container
      Then the container is where <operation> leads from removed

      Examples:
        | operation            |
        | start                |
        | stop                 |
        | kill                 |
        | restart              |
        | rename               |
        | remove               |
        | remove by force      |
        | create again         |
        | run again            |
        | attach to            |
        | execute a process in |

  @LIFE-2 @needs:pause
  Rule: LIFE-2 Paused containers

    Scenario Outline: the processes are held, and the runtime is asked to <operation> it
      Given a paused container whose process will "on TERM exit 7 then hold"
      When the runtime is asked to <operation> the container
      Then the container is where <operation> leads from paused

      Examples:
        | operation            |
        | start                |
        | stop                 |
        | kill                 |
        | pause                |
        | unpause              |
        | rename               |
        | remove               |
        | remove by force      |
        | create again         |
        | attach to            |
        | execute a process in |

    Scenario Outline: the container was never started, and the runtime is asked to <operation> it
      Given a created container whose process will "on TERM exit 7 then hold"
      When the runtime is asked to <operation> the container
      Then the container is where <operation> leads from created

      Examples:
        | operation |
        | pause     |
        | unpause   |

    Scenario Outline: the process lives, and the runtime is asked to <operation> it
      Given a running container whose process will "on TERM exit 7 then hold"
      When the runtime is asked to <operation> the container
      Then the container is where <operation> leads from running

      Examples:
        | operation |
        | unpause   |

    Scenario Outline: the process has ended, and the runtime is asked to <operation> it
      Given an exited container whose process will "exit 7"
      When the runtime is asked to <operation> the container
      Then the container is where <operation> leads from exited

      Examples:
        | operation |
        | pause     |
        | unpause   |

  @LIFE-3
  Rule: LIFE-3 Open in every state

    Scenario Outline: the container was never started, and the runtime is asked to <operation> it
      Given a created container whose process will "on TERM exit 7 then hold"
      When the runtime is asked to <operation> the container
      Then the container is where <operation> leads from created

      Examples:
        | operation           |
        | inspect             |
        | read the log of     |
        | list the changes of |
        | copy files out of   |
        | copy files into     |
        | commit              |

    Scenario Outline: the process lives, and the runtime is asked to <operation> it
      Given a running container whose process will "on TERM exit 7 then hold"
      When the runtime is asked to <operation> the container
      Then the container is where <operation> leads from running

      Examples:
        | operation           |
        | inspect             |
        | read the log of     |
        | list the changes of |
        | copy files out of   |
        | copy files into     |
        | commit              |

    Scenario Outline: the process has ended, and the runtime is asked to <operation> it
      Given an exited container whose process will "exit 7"
      When the runtime is asked to <operation> the container
      Then the container is where <operation> leads from exited

      Examples:
        | operation           |
        | inspect             |
        | read the log of     |
        | list the changes of |
        | copy files out of   |
        | copy files into     |
        | commit              |

  @LIFE-4 @needs:pause
  Rule: LIFE-4 Files for a paused container

    Scenario: a file is brought
      Given a paused container whose process will "on TERM exit 7 then hold"
      When the runtime is asked to copy files into the container
      Then the container is where copy files into leads from paused

  @LIFE-5
  Rule: LIFE-5 One after the other

    Scenario Outline: the container was never started, and it is asked to <one> and to <other>
      Given a created container whose process will "on TERM exit 7 then hold"
      And the caller refers to the container by the beginning of its identifier
      When two callers at once ask the runtime to <one> and to <other> the container
      Then the container is where <one> and <other> lead from created in one order or the other

      Examples:
        | one   | other           |
        | start | stop            |
        | start | remove by force |
        | start | rename          |

    Scenario Outline: the process lives, and it is asked to <one> and to <other>
      Given a running container whose process will "on TERM exit 7 then hold"
      And the caller refers to the container by the beginning of its identifier
      When two callers at once ask the runtime to <one> and to <other> the container
      Then the container is where <one> and <other> lead from running in one order or the other

      Examples:
        | one     | other           |
        | stop    | kill            |
        | stop    | remove by force |
        | kill    | remove by force |
        | restart | rename          |

    Scenario Outline: the process has ended, and it is asked to <one> and to <other>
      Given a running container whose process will "on TERM exit 7 then hold"
      And the container has been stopped
      And the caller refers to the container by the beginning of its identifier
      When two callers at once ask the runtime to <one> and to <other> the container
      Then the container is where <one> and <other> lead from exited in one order or the other

      Examples:
        | one     | other  |
        | start   | remove |
        | restart | start  |

  @LIFE-6
  Rule: LIFE-6 State and process agree

    Scenario Outline: two callers ask to <one> and to <other>
      Given a running container whose process will "on TERM exit 7 then hold"
      When two callers at once ask the runtime to <one> and to <other> the container
      Then state and process of the container agree

      Examples:
        | one     | other   |
        | start   | stop    |
        | restart | kill    |
        | restart | restart |
        | stop    | kill    |
