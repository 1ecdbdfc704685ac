Feature: Properties of every Standard Container

  @PROP-1
  Rule: PROP-1 Any content

    Scenario Outline: nothing in the container could be executed, and the runtime is asked to <operation> it
      Given a created container of the empty image
      When the runtime is asked to <operation> it
      Then the runtime succeeds

      Examples:
        | operation           |
        | inspect             |
        | list the changes of |
        | read the log of     |
        | copy files into     |
        | copy files out of   |
        | commit              |
        | remove              |

  @PROP-2
  Rule: PROP-2 Identifiers

    Scenario: two containers are made by the same request
      Given a created container "first"
      And a created container "second"
      Then the identifier of the container "first" has 64 lower-case hexadecimal digits
      And the identifier of the container "second" has 64 lower-case hexadecimal digits
      And the container "first" and the container "second" have different identifiers

  @PROP-3
  Rule: PROP-3 Names

    Scenario: a container is inspected by its name
      Given a created container
      And a created container "another"
      And the caller refers to the container by its name
      When the runtime inspects the container
      Then the answer is about the container

    Scenario Outline: the runtime is asked to <operation> a container by its name
      Given a running container whose process will "on TERM exit 7 then hold"
      And the caller refers to the container by its name
      When the runtime is asked to <operation> the container
      Then the runtime succeeds

      Examples:
        | operation           |
        | stop                |
        | kill                |
        | read the log of     |
        | list the changes of |
        | attach to           |

  @PROP-4
  Rule: PROP-4 Beginnings of identifiers

    Scenario: a container is inspected by the beginning of its identifier
      Given a created container
      And a created container "another"
      And the caller refers to the container by the beginning of its identifier
      When the runtime inspects the container
      Then the answer is about the container

    Scenario: a container is stopped by the beginning of its identifier
      Given a running container whose process will "on TERM exit 7 then hold"
      And the caller refers to the container by the beginning of its identifier
      When the runtime stops the container
      Then the container ends with exit status 7

    Scenario: a container is removed by the beginning of its identifier
      Given a created container
      And the caller refers to the container by the beginning of its identifier
      When the runtime removes the container
      Then the container does not exist

  @PROP-5
  Rule: PROP-5 No other parts

    Scenario Outline: the runtime is asked to <operation> a container by the middle of its identifier
      Given a created container
      And the caller refers to the container by the middle of its identifier
      When the runtime is asked to <operation> the container
      Then the runtime refuses: not-found
      And the container is created

      Examples:
        | operation |
        | inspect   |
        | start     |
        | remove    |

  @PROP-6
  Rule: PROP-6 Names before identifiers

    Scenario: a container is named like the beginning of another's identifier
      Given a created container
      And a created container "namesake" whose name is the beginning of the identifier of the container
      When the runtime inspects the container "namesake"
      Then the answer is about the container "namesake"

  @PROP-7
  Rule: PROP-7 Unknown containers

    Scenario Outline: the runtime is asked to <operation> a container that does not exist
      When the runtime is asked to <operation> a container that does not exist
      Then the runtime refuses: not-found

      Examples: life
        | operation |
        | start     |
        | stop      |
        | kill      |
        | restart   |
        | rename    |
        | wait for  |
        | remove    |
        | inspect   |

      @needs:pause
      Examples: pause
        | operation |
        | pause     |
        | unpause   |

      @needs:update
      Examples: limits
        | operation            |
        | change the limits of |

      Examples: content
        | operation             |
        | attach to             |
        | read the log of       |
        | list the changes of   |
        | copy files out of     |
        | commit                |
        | execute a process in  |
        | list the processes of |

    Scenario: the runtime is asked to copy files into a container that does not exist
      When the runtime is asked to copy files into a container that does not exist
      Then the runtime refuses: not-found or invalid

    Scenario: the container has been removed
      Given a removed container
      When the runtime starts the container
      Then the runtime refuses: not-found

  @PROP-8
  Rule: PROP-8 Refusals change nothing

    Scenario: removal of a running container is refused
      Given a running container
      And the caller has looked at the container
      When the runtime removes the container
      Then the runtime refuses: conflict
      And the container is as it was

    Scenario: a name is taken
      Given a running container
      And the caller has looked at the container
      And a container "rival" whose process will "hold"
      And the container "rival" asks for the name of the container
      When the runtime runs the container "rival" in the background
      Then the runtime refuses: conflict
      And the container is as it was

    Scenario: a running container is committed under a malformed name
      Given a running container
      And the caller has looked at the container
      When the runtime commits the container as the malformed name "UPPER"
      Then the runtime refuses: invalid
      And the container is as it was

    Scenario: an image name is moved to an image that does not exist
      Given the base image has been tagged as the image "app:stable"
      When the runtime tags an image that does not exist as the image "app:stable"
      Then the runtime refuses: not-found
      And the image "app:stable" is the base image

  @PROP-9
  Rule: PROP-9 Any program

    Scenario: the program is a script
      Given a created container of the base image that runs "/data/script"
      And an archive with:
        | path   | mode | content         |
        | script | 0755 | #!/probe print\n |
      And the archive has been copied into "/data" of the container
      When the runtime starts the container
      Then the container ends with exit status 0
      And the log of the container is "/data/script\n"

    Scenario: the interpreter is a script's own, and it is told to fail
      Given a created container of the base image that runs "/data/script"
      And an archive with:
        | path   | mode | content                |
        | script | 0755 | #!/probe no-such-word\n |
      And the archive has been copied into "/data" of the container
      When the runtime starts the container
      Then the container ends with exit status 64

  @PROP-10
  Rule: PROP-10 Neighbours

    Scenario Outline: the runtime is asked to <operation> the other container
      Given a running container
      And the caller has looked at the container
      And a <state> container "other" whose process will "write /data/change.txt mine then on TERM exit 0 then hold"
      When the runtime is asked to <operation> the container "other"
      Then the runtime succeeds
      And the container is as it was
      And "/data/change.txt" in the container holds "before\n"

      Examples:
        | operation       | state   |
        | start           | created |
        | stop            | running |
        | kill            | running |
        | restart         | running |
        | rename          | running |
        | remove by force | running |

  @PROP-11
  Rule: PROP-11 Repeatable

    Scenario: two containers are made by the same request
      Given an exited container "one" whose process will "facts"
      And an exited container "other" whose process will "facts"
      Then the container "one" and the container "other" have found the same but for their host names

  @PROP-12
  Rule: PROP-12 No questions

    Scenario Outline: the runtime is asked to <operation> a container, and the caller has nothing to say
      Given a running container whose process will "on TERM exit 0 then hold"
      When the runtime is asked to <operation> the container
      Then the runtime succeeds

      Examples:
        | operation       |
        | stop            |
        | kill            |
        | remove by force |
