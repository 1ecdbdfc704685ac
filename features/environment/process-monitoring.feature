Feature: Process monitoring

  @MON-1
  Rule: MON-1 The end is noticed

    Scenario: the process ends while nobody asks
      Given a container whose process will "await-line then exit 4"
      And the container asks for an open standard input
      And the container has been started
      And a caller who is attached to the container
      When the caller writes "go\n"
      Then the container ends with exit status 4
      And the container is exited

    Scenario: a process that was run in the background has ended
      Given an exited container whose process will "exit 12"
      When the runtime inspects the container
      Then the answer shows the state exited
      And the answer shows the exit status 12

  @MON-2
  Rule: MON-2 Death by a signal

    Scenario: the process is killed
      Given a running container
      When the runtime sends SIGKILL to the container
      Then the container ends with exit status 137

    Scenario: the process touches memory that it does not have
      Given a container whose process will "print begun then fault"
      When the runtime runs the container
      Then the exit status is 139
      And the exit status of the container is 139

  @MON-3
  Rule: MON-3 An end that nobody asked for

    Scenario: somebody on the host kills the process
      Given a running container whose process will "facts then hold"
      When the host kills the process of the container
      Then the container ends with exit status 137
      And the container is exited

  @MON-4
  Rule: MON-4 Nothing outlives the process

    Scenario: the process leaves another behind
      Given a running container whose process will "leave then on TERM exit 0 then hold"
      And the caller has looked at the container
      When the runtime stops the container
      Then the exit status of the container is 0
      And none of the processes that the container had is left

    Scenario: the process is killed beside another
      Given a running container whose process will "leave then hold"
      And the caller has looked at the container
      When the runtime sends SIGKILL to the container
      Then the container ends with exit status 137
      And none of the processes that the container had is left

  @MON-5 @needs:restart-policy
  Rule: MON-5 Starting again after failures

    Scenario: the process fails each time
      Given a container whose process will "print begun then exit 3"
      And the container asks for the restart policy "on-failure:2"
      And the container has been started
      Then the runtime has soon started the container again 2 times
      And the container is soon exited
      And the exit status of the container is 3
      And the log of the container is "begun\nbegun\nbegun\n"

  @MON-6 @needs:restart-policy
  Rule: MON-6 No failure

    Scenario: the process ends with status 0
      Given a container whose process will "print begun then exit 0"
      And the container asks for the restart policy "on-failure:2"
      And the container has been started and has ended
      When the runtime inspects the container
      Then the answer shows the state exited
      And the answer shows 0 restarts

  @MON-7 @needs:restart-policy
  Rule: MON-7 Always again

    Scenario: the process ends with status 0
      Given a container whose process will "print begun then await-line then exit 0"
      And the container asks for an open standard input
      And the container asks for the restart policy "always"
      And the container has been started
      And a caller who is attached to the container
      When the caller writes "go\n"
      Then the runtime has soon started the container again 1 time
      And the log of the container soon holds "begun\nbegun\n"
      And the container is running

    Scenario: somebody on the host kills the process
      Given a running container with the restart policy "always"
      When the host kills the process of the container
      Then the runtime has soon started the container again 1 time
      And the log of the container soon holds "holding\nholding\n"

  @MON-8 @needs:restart-policy
  Rule: MON-8 Until somebody stops it

    Scenario: a caller stops it
      Given a container whose process will "on TERM exit 1 then hold"
      And the container asks for the restart policy "always"
      And the container has been started
      When the runtime stops the container
      Then the container is exited
      And the exit status of the container is 1
      And the log of the container is "holding\nsignal TERM\n"

    Scenario: a caller kills it
      Given a running container with the restart policy "unless-stopped"
      When the runtime kills the container
      Then the container ends with exit status 137
      And the container is exited

  @MON-9 @needs:restart-policy
  Rule: MON-9 Count of restarts

    Scenario: a caller starts the container after the runtime did
      Given a container whose process will "exit 3"
      And the container asks for the restart policy "on-failure:1"
      And the container has been started
      And the runtime has soon started the container again 1 time
      And the container is soon exited
      When the runtime starts the container
      Then the runtime has soon started the container again 1 time
      And the container is soon exited

    Scenario: nothing has failed
      Given a running container with the restart policy "on-failure:3"
      When the runtime inspects the container
      Then the answer shows 0 restarts

  @MON-10 @needs:restart-policy
  Rule: MON-10 The same container

    Scenario: each start adds to a file
      Given a container whose process will "append /data/n + then read /data/n then print . then exit 1"
      And the container asks for the restart policy "on-failure:2"
      And the container has been started
      Then the log of the container soon holds "+.\n++.\n+++.\n"

  @MON-11 @needs:restart-policy
  Rule: MON-11 Unknown policies

    Scenario Outline: the policy is <policy>
      Given a container whose process will "hold"
      And the container asks for the restart policy "<policy>"
      When the runtime creates the container
      Then the runtime refuses: invalid
      And the container does not exist

      Examples:
        | policy       |
        | sometimes    |
        | on-failure:x |
        | always:3     |

  @MON-12
  Rule: MON-12 The end is remembered

    Scenario: several callers ask one after the other
      Given an exited container whose process will "exit 42"
      And a caller who waits for the container
      And a caller who waits for the container
      When the runtime inspects the container
      Then the answer shows the exit status 42
      And every waiting caller is told exit status 42
