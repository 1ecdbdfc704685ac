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

  @START-5
  Rule: START-5 The same again

    Scenario: the process is begun twice
      Given a container whose process will "facts"
      And the container asks for the environment variable "GREETING" with the value "hello"
      And the container asks for the working directory "/data"
      And the container asks for the user "1000:1001"
      And the container has been started and has ended
      And the container has been started again and has ended
      When the runtime reads the log of the container
      Then every process of the container has found the same

  @START-6
  Rule: START-6 When the cause is gone

    Scenario: the program is copied into the container
      Given a created container of the base image that runs "/data/late"
      And an archive with:
        | path | mode | content         |
        | late | 0755 | #!/probe print\n |
      And the container could not be started
      And the archive has been copied into "/data" of the container
      When the runtime starts the container
      Then the container ends with exit status 0

  @START-7
  Rule: START-7 Two callers

    Scenario: both ask at once
      Given a created container whose process will "hold"
      When two callers at once ask the runtime to start and to start the container
      Then each caller succeeds or is refused: conflict
      And the container is running
      And the log of the container soon holds "holding\n"
      And the log of the container is "holding\n"
