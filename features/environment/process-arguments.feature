Feature: Process arguments

  @ARGS-1
  Rule: ARGS-1 Word by word

    Scenario: arguments that a shell would change
      Given a container with the arguments:
        | argument       |
        | /probe         |
        | facts          |
        | two words      |
        |                |
        | 'quoted'       |
        | "doubly"       |
        | $HOME          |
        | `id`           |
        | *              |
        | back\\slash    |
        | line\nend      |
        | --flag=value   |
        | größer ☃       |
      When the runtime runs the container
      Then the process has received the arguments:
        | argument       |
        | /probe         |
        | facts          |
        | two words      |
        |                |
        | 'quoted'       |
        | "doubly"       |
        | $HOME          |
        | `id`           |
        | *              |
        | back\\slash    |
        | line\nend      |
        | --flag=value   |
        | größer ☃       |

  @ARGS-2
  Rule: ARGS-2 Entrypoint

    Scenario: an entrypoint and arguments are asked for
      Given a container with the arguments:
        | argument |
        | facts    |
        | last     |
      And the container asks for the entrypoint "/probe"
      When the runtime runs the container
      Then the process has received the arguments:
        | argument |
        | /probe   |
        | facts    |
        | last     |

  @ARGS-3
  Rule: ARGS-3 Search

    Scenario: the PATH that was asked for leads to the program
      Given a container with the arguments:
        | argument |
        | probe    |
        | print    |
        | found    |
      And the container asks for the environment variable "PATH" with the value "/bin:/"
      When the runtime runs the container
      Then the standard output is "found\n"

    Scenario: the PATH leads elsewhere
      Given a container with the arguments:
        | argument |
        | probe    |
        | print    |
        | found    |
      And the container asks for the environment variable "PATH" with the value "/data:/bin"
      When the runtime runs the container
      Then the runtime refuses

  @ARGS-4
  Rule: ARGS-4 No such program

    Scenario Outline: the program is <program>
      Given a container of the base image that runs "<program>"
      When the runtime runs the container
      Then the runtime refuses: command-not-found
      And the exit status of the refusal, where there is one, is 127
      And the container is not running

      Examples:
        | program         |
        | /no/program     |
        | no-such-program |

  @ARGS-5
  Rule: ARGS-5 No program

    Scenario: the file may not be executed
      Given a container of the base image that runs "/bin/denied"
      When the runtime runs the container
      Then the runtime refuses: command-not-executable
      And the exit status of the refusal, where there is one, is 126
      And the container is not running

  @ARGS-6
  Rule: ARGS-6 Nothing to run

    Scenario: neither request nor image names a program
      Given a container without arguments
      When the runtime creates the container
      Then the runtime refuses: invalid
      And the container does not exist

  @ARGS-7
  Rule: ARGS-7 Working directory

    Scenario: a directory is asked for
      Given a container whose process will "facts"
      And the container asks for the working directory "/data/directory"
      When the runtime runs the container
      Then the working directory of the process is "/data/directory"

    Scenario: none is asked for
      Given a container whose process will "facts"
      When the runtime runs the container
      Then the working directory of the process is "/"

  @ARGS-8 @needs:working-directory-creation
  Rule: ARGS-8 Missing working directory

    Scenario: the directory does not exist
      Given a container whose process will "facts"
      And the container asks for the working directory "/work/place"
      When the runtime runs the container
      Then the working directory of the process is "/work/place"

  @ARGS-9
  Rule: ARGS-9 User

    Scenario Outline: the user <user> is asked for
      Given a container whose process will "facts"
      And the container asks for the user "<user>"
      When the runtime runs the container
      Then the process runs as user <uid>
      And the process runs as group <gid>

      Examples:
        | user          | uid  | gid  |
        | 1:2000        | 1    | 2000 |
        | 4242:4343     | 4242 | 4343 |

  @ARGS-10
  Rule: ARGS-10 Root by default

    Scenario: no user is asked for
      Given a container whose process will "facts"
      When the runtime runs the container
      Then the process runs as user 0
      And the process runs as group 0

  @ARGS-11
  Rule: ARGS-11 Unknown user

    Scenario: the name stands in no user file
      Given a container whose process will "print begun"
      And the container asks for the user "nobody-knows-me"
      When the runtime runs the container
      Then the runtime refuses
      And the container is not running

  @ARGS-12
  Rule: ARGS-12 No directory

    Scenario: the working directory is a file
      Given a container whose process will "facts"
      And the container asks for the working directory "/data/keep.txt"
      When the runtime runs the container
      Then the runtime refuses: invalid

  @ARGS-13
  Rule: ARGS-13 Relative to nothing

    Scenario: a relative path is asked for
      Given a container whose process will "facts"
      And the container asks for the working directory "data"
      When the runtime runs the container
      Then the runtime refuses: invalid or not-found

  @ARGS-14
  Rule: ARGS-14 Scripts

    Scenario: the file names the probe
      Given a running container whose process will "write /data/script #!/probe then chmod 755 /data/script then hold"
      When the runtime executes the program "/data/script" in the container
      Then the exit status is 64

  @ARGS-15
  Rule: ARGS-15 Names of users

    Scenario Outline: the user <user> is asked for
      Given a container whose process will "facts"
      And the container asks for the user "<user>"
      When the runtime runs the container
      Then the process runs as user <uid>
      And the process runs as group <gid>

      Examples:
        | user          | uid  | gid  |
        | daemon        | 1    | 1    |
        | worker        | 1000 | 1000 |
        | 1000          | 1000 | 1000 |
        | worker:guests | 1000 | 3000 |

    Scenario: the user belongs to further groups
      Given a container whose process will "facts"
      And the container asks for the user "worker"
      When the runtime runs the container
      Then the process belongs to the group 2000 as well
