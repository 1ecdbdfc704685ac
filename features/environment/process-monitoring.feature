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
