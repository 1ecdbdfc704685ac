Feature: Start

  @START-1
  Rule: START-1 The process begins

    Scenario: a created container is started
      Given a created container whose process will "print begun then hold"
      When the runtime starts the container
      Then the runtime succeeds
      And the container is running
      And the log of the container soon holds "begun\n"

  @START-2
  Rule: START-2 Again after the end

    Scenario: the process left a file behind
      Given an exited container whose process will "append /data/append.txt more then read /data/append.txt"
      When the runtime starts the container
      Then the runtime succeeds
      And the container ends with exit status 0
      And the log of the container is "first line\nmorefirst line\nmoremore"

    Scenario: the process is a new one
      Given an exited container whose process will "print begun then exit 5"
      When the runtime starts the container
      Then the container ends with exit status 5
      And the log of the container is "begun\nbegun\n"

  @START-3
  Rule: START-3 Already running

    Scenario: a running container is started
      Given a running container whose process will "print begun then on TERM exit 7 then hold"
      And the caller has looked at the container
      When the runtime starts the container
      Then the runtime succeeds or refuses: conflict
      And the container is as it was
      And the log of the container is "begun\nholding\n"

  @START-4
  Rule: START-4 A process that cannot begin

    Scenario Outline: the program is <program>
      Given a created container of the base image that runs "<program>"
      When the runtime starts the container
      Then the runtime refuses: <refusal>
      And the container is not running

      Examples:
        | program     | refusal                |
        | /no/program | command-not-found      |
        | /bin/denied | command-not-executable |
