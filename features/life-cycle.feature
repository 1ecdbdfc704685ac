Feature: Life cycle

  @LIFE-1
  Rule: LIFE-1 The table

    Scenario Outline: the container was never started, and the runtime is asked to <operation> it
      Given a created container whose process will "on TERM exit 7 then hold"
      When the runtime is asked to <operation> the container
      Then the container is where <operation> leads from created

      Examples:
        | operation             |
        | start                 |
        | stop                  |
        | kill                  |
        | restart               |
        | rename                |
        | remove                |
        | remove by force       |
        | create again          |
        | run again             |
        | wait for              |
        | attach to             |
        | execute a process in  |
        | list the processes of |

    Scenario Outline: the process lives, and the runtime is asked to <operation> it
      Given a running container whose process will "on TERM exit 7 then hold"
      When the runtime is asked to <operation> the container
      Then the container is where <operation> leads from running

      Examples:
        | operation             |
        | start                 |
        | stop                  |
        | kill                  |
        | restart               |
        | rename                |
        | remove                |
        | remove by force       |
        | create again          |
        | attach to             |
        | execute a process in  |
        | run again             |
        | list the processes of |

    Scenario Outline: the process has ended, and the runtime is asked to <operation> it
      Given a running container whose process will "on TERM exit 7 then hold"
      And the container has been stopped
      When the runtime is asked to <operation> the container
      Then the container is where <operation> leads from exited

      Examples:
        | operation             |
        | start                 |
        | stop                  |
        | kill                  |
        | restart               |
        | rename                |
        | remove                |
        | remove by force       |
        | create again          |
        | wait for              |
        | attach to             |
        | execute a process in  |
        | run again             |
        | list the processes of |

    Scenario Outline: the container is gone, and the runtime is asked to <operation> it
      Given a removed container
      When the runtime is asked to <operation> the container
      Then the container is where <operation> leads from removed

      Examples:
        | operation             |
        | start                 |
        | stop                  |
        | kill                  |
        | restart               |
        | rename                |
        | remove                |
        | remove by force       |
        | create again          |
        | run again             |
        | attach to             |
        | execute a process in  |
        | wait for              |
        | list the processes of |

    @needs:update
    Scenario Outline: the container is <state>, and the runtime is asked to change its limits
      Given <article> <state> container
      When the runtime is asked to change the limits of the container
      Then the container is where change the limits of leads from <state>

      Examples:
        | article | state   |
        | a       | created |
        | a       | running |
        | an      | exited  |

  @LIFE-2 @needs:pause
  Rule: LIFE-2 Paused containers

    Scenario Outline: the processes are held, and the runtime is asked to <operation> it
      Given a paused container whose process will "on TERM exit 7 then hold"
      When the runtime is asked to <operation> the container
      Then the container is where <operation> leads from paused

      Examples:
        | operation             |
        | start                 |
        | stop                  |
        | kill                  |
        | pause                 |
        | unpause               |
        | rename                |
        | remove                |
        | remove by force       |
        | create again          |
        | attach to             |
        | execute a process in  |
        | restart               |
        | run again             |
        | list the processes of |

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

    @needs:update
    Scenario: the processes are held, and the runtime is asked to change its limits
      Given a paused container
      When the runtime is asked to change the limits of the container
      Then the container is where change the limits of leads from paused

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

  @LIFE-7 @needs:runtime-restart @serial
  Rule: LIFE-7 Records survive

    Scenario Outline: a container is <state> when the runtime is <way>
      Given <article> <state> container
      And the caller has looked at the container
      When the runtime is <way>
      Then the container is as it was

      Examples:
        | article | state   | way                      |
        | a       | created | restarted                |
        | an      | exited  | restarted                |
        | a       | created | killed and started again |
        | an      | exited  | killed and started again |

    Scenario: a container was removed before
      Given a removed container
      When the runtime is killed and started again
      Then the container does not exist

  @LIFE-8 @needs:runtime-restart @serial
  Rule: LIFE-8 Names survive

    Scenario Outline: a container from before has the name, and the runtime has been <way>
      Given a created container
      And a container "rival" whose process will "hold"
      And the container has been renamed
      And the container "rival" asks for the name of the container
      And the runtime has been <way>
      When the runtime creates the container "rival"
      Then the runtime refuses: conflict
      And the container is created

      Examples:
        | way                      |
        | restarted                |
        | killed and started again |

  @LIFE-9 @needs:runtime-restart @serial
  Rule: LIFE-9 No ghosts

    Scenario Outline: a process lived when the runtime was <way>
      Given a running container
      When the runtime is <way>
      Then state and process of the container agree

      Examples:
        | way                      |
        | restarted                |
        | killed and started again |

    Scenario: the process is killed while the runtime is away
      Given a running container
      And the caller has looked at the container
      When the runtime is restarted, and the process of the container ends upon SIGKILL meanwhile
      Then the container is exited

  @LIFE-10 @needs:runtime-restart @serial
  Rule: LIFE-10 Processes live on

    Scenario Outline: the runtime is <way>
      Given a running container
      And the caller has looked at the container
      When the runtime is <way>
      Then the container is as it was

      Examples:
        | way                      |
        | restarted                |
        | killed and started again |

  @LIFE-11 @needs:runtime-restart @serial
  Rule: LIFE-11 Ends that nobody saw

    Scenario: the process ends while the runtime is away
      Given a running container whose process will "on TERM exit 7 then hold"
      And the caller has looked at the container
      When the runtime is restarted, and the process of the container ends upon SIGTERM meanwhile
      Then the container ends with exit status 7

  @LIFE-12 @needs:runtime-restart @serial
  Rule: LIFE-12 Files and logs survive

    Scenario Outline: the process had written both, and the runtime is <way>
      Given an exited container whose process will "write /data/work done then print said"
      When the runtime is <way>
      Then the log of the container is "said\n"
      And "/data/work" in the container holds "done"

      Examples:
        | way                      |
        | restarted                |
        | killed and started again |

  @LIFE-13 @needs:runtime-restart @serial
  Rule: LIFE-13 Output meanwhile

    Scenario: the process writes while the runtime is away
      Given a running container whose process will "on USR1 report then hold"
      And the caller has looked at the container
      When the runtime is restarted, and the process of the container is sent SIGUSR1 meanwhile
      Then the log of the container soon holds "holding\nsignal USR1\n"

  @LIFE-14 @needs:runtime-restart @serial
  Rule: LIFE-14 Life goes on

    Scenario Outline: the container was <state>, and the runtime is asked to <operation> it
      Given a <state> container whose process will "on TERM exit 7 then hold"
      And the runtime has been restarted
      When the runtime is asked to <operation> the container
      Then the runtime succeeds
      And the container is where <operation> leads from <state>

      Examples:
        | state   | operation       |
        | created | start           |
        | running | stop            |
        | running | remove by force |

  @LIFE-15 @needs:runtime-restart @serial
  Rule: LIFE-15 Appointments are kept

    Scenario: the process ends while the runtime is away
      Given a container whose process will "on TERM exit 0 then hold"
      And the container asks for removal at its end
      And the container has been started
      And the caller has looked at the container
      When the runtime is restarted, and the process of the container ends upon SIGTERM meanwhile
      Then the container is soon gone

  @LIFE-16 @needs:runtime-restart @serial
  Rule: LIFE-16 Nothing half-made

    Scenario: a container is created
      Given a container whose process will "hold"
      When the runtime is killed and started again while it is asked to create again the container
      Then the container is created or removed

    Scenario: a container is removed
      Given an exited container
      When the runtime is killed and started again while it is asked to remove the container
      Then the container is exited or removed
