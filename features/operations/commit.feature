Feature: Commit

  @COMMIT-1
  Rule: COMMIT-1 Changes are kept

    Scenario: files were added and changed
      Given an exited container whose process will "write /data/new/deep text then append /data/append.txt more then symlink keep.txt /data/new/link"
      And the container has been committed as the image "result"
      And a container "next" of the image "result" whose process will "read /data/new/deep then read /data/append.txt then read /data/keep.txt then stat /data/new/link"
      When the runtime runs the container "next"
      Then the standard output begins with "textfirst line\nmoreto be kept\n"
      And the process finds "/data/new/link" to be a link to "keep.txt"

    Scenario: a directory was replaced
      Given an exited container whose process will "remove /data/directory then write /data/directory/other text"
      And the container has been committed as the image "result"
      And a created container "next" of the image "result"
      When the runtime copies "/data/directory" out of the container "next"
      Then the archive holds exactly:
        | path            | kind      | content |
        | directory       | directory |         |
        | directory/other | file      | text    |

  @COMMIT-2
  Rule: COMMIT-2 Deletions are kept

    Scenario: files and a directory were deleted
      Given an exited container whose process will "remove /data/delete.txt then remove /data/hw.txt then remove /data/.hidden then remove /data/directory"
      And the container has been committed as the image "result"
      And a container "next" of the image "result" whose process will "entries /data"
      When the runtime runs the container "next"
      Then the process lists exactly the entries:
        | append.txt |
        | change.txt |
        | keep.txt   |
        | link       |
        | mode.txt   |
        | owned.txt  |

  @COMMIT-3
  Rule: COMMIT-3 Metadata is kept

    Scenario: modes and owners were set
      Given an exited container whose process will "write /data/key k then chown 1000 2000 /data/key then chmod 4710 /data/key then chmod 400 /data/mode.txt then mkdir /data/shared then chmod 1777 /data/shared"
      And the container has been committed as the image "result"
      And a container "next" of the image "result" whose process will "stat /data/key then stat /data/mode.txt then stat /data/shared then stat /data/owned.txt"
      When the runtime runs the container "next"
      Then the process finds "/data/key" to have the mode 4710
      And the process finds "/data/key" to belong to 1000:2000
      And the process finds "/data/mode.txt" to have the mode 0400
      And the process finds "/data/shared" to have the mode 1777
      And the process finds "/data/owned.txt" to belong to 1000:1000

    Scenario: a link was made
      Given an exited container whose process will "symlink ../elsewhere /data/pointer"
      And the container has been committed as the image "result"
      And a container "next" of the image "result" whose process will "stat /data/pointer"
      When the runtime runs the container "next"
      Then the process finds "/data/pointer" to be a link to "../elsewhere"

    Scenario: a file has a modification time
      Given a created container
      And an archive with:
        | path | kind | modified             |
        | old  | file | 2001-09-09T01:46:40Z |
      And the archive has been copied into "/data" of the container
      And the container has been committed as the image "result"
      And a created container "next" of the image "result"
      When the runtime copies "/data/old" out of the container "next"
      Then the archive holds exactly:
        | path | modified             |
        | old  | 2001-09-09T01:46:40Z |

  @COMMIT-4
  Rule: COMMIT-4 A name for the result

    Scenario: a container is committed under a name
      Given an exited container whose process will "write /data/new text"
      When the runtime commits the container as the image "app:2"
      Then the reported identifier is that of the image "app:2"

    Scenario: an image has the name already
      Given the base image has been tagged as the image "app:2"
      And an exited container whose process will "write /data/new text"
      When the runtime commits the container as the image "app:2"
      Then the reported identifier is that of the image "app:2"
      And the image "app:2" is not the base image

  @COMMIT-5
  Rule: COMMIT-5 A clean start

    Scenario: there were changes of every kind
      Given an exited container whose process will "write /data/new text then append /data/append.txt more then remove /data/delete.txt then remove /data/directory"
      And the container has been committed as the image "result"
      And a created container "next" of the image "result"
      When the runtime lists the changes of the container "next"
      Then no changes are listed

  @COMMIT-6
  Rule: COMMIT-6 Neither image nor container changes

    Scenario: the container runs
      Given a running container whose process will "write /data/new text then on TERM exit 7 then hold"
      And the caller has looked at the container
      When the runtime commits the container as the image "result"
      Then the runtime succeeds
      And the container is as it was

    Scenario: another container is made from the old image
      Given an exited container whose process will "write /data/new text then remove /data/keep.txt"
      And the container has been committed as the image "result"
      And a container "next" whose process will "read /data/keep.txt then stat /data/new"
      When the runtime runs the container "next"
      Then the standard output begins with "to be kept\n"
      And the process finds nothing at "/data/new"

  @COMMIT-7
  Rule: COMMIT-7 Settings are kept

    Scenario: a variable was asked for
      Given a container whose process will "exit 0"
      And the container asks for the environment variable "COLOR" with the value "blue"
      And the container has been run
      And the container has been committed as the image "result"
      And a container "next" of the image "result" whose process will "facts"
      When the runtime runs the container "next"
      Then the process has the environment variable "COLOR" with the value "blue"

  @COMMIT-8
  Rule: COMMIT-8 A message

    Scenario: the caller says what was done
      Given an exited container whose process will "write /data/new text"
      And the caller wants the settings:
        | setting | value        |
        | message | it was added |
      When the runtime commits the container as the image "result"
      Then the runtime succeeds
      And the image "result" has the settings:
        | setting | value        |
        | message | it was added |

  @COMMIT-9
  Rule: COMMIT-9 An author

    Scenario: the caller has a name
      Given an exited container whose process will "write /data/new text"
      And the caller wants the settings:
        | setting | value     |
        | author  | A. Writer |
      When the runtime commits the container as the image "result"
      Then the runtime succeeds
      And the image "result" has the settings:
        | setting | value     |
        | author  | A. Writer |

  @COMMIT-10
  Rule: COMMIT-10 Settings

    Scenario: the container had others
      Given a container whose process will "exit 0"
      And the container asks for the environment variable "COLOR" with the value "blue"
      And the container asks for the user "1000"
      And the container has been run
      And the caller wants the settings:
        | setting           | value        |
        | argv              | one two      |
        | entrypoint        | /probe facts |
        | environment       | COLOR=green  |
        | user              | 2000         |
        | working directory | /data        |
        | port              | 8080/tcp     |
        | volume            | /srv         |
        | label             | kind=test    |
      When the runtime commits the container as the image "result"
      Then the runtime succeeds
      And the image "result" has the settings:
        | setting           | value        |
        | argv              | one two      |
        | entrypoint        | /probe facts |
        | environment       | COLOR=green  |
        | user              | 2000         |
        | working directory | /data        |
        | port              | 8080/tcp     |
        | volume            | /srv         |
        | label             | kind=test    |

  @COMMIT-11
  Rule: COMMIT-11 Layers stay layers

    Scenario: an image of several layers was changed
      Given a portable archive of the image "below"
      And the archive has been loaded
      And an exited container of the image "below" whose process will "remove /data/fresh then write /data/new text"
      When the runtime commits the container as the image "result"
      Then the runtime succeeds
      And the image "result" has the layers of the image "below" and 1 more

  @COMMIT-12
  Rule: COMMIT-12 History goes on

    Scenario: an image with a history was changed
      Given a portable archive of the image "below"
      And the archive has been loaded
      And an exited container of the image "below" whose process will "write /data/new text"
      And the container has been committed as the image "result"
      When the runtime reads the history of the image "result"
      Then the history has 3 steps
      And the history ends with:
        | createdBy |
        | step 2    |
        | step 1    |

  @COMMIT-13
  Rule: COMMIT-13 Without a name

    Scenario: the caller gives no name
      Given an exited container whose process will "write /data/new text"
      When the runtime commits the container as an image without a name
      Then the reported identifier is that of the new image

  @COMMIT-14
  Rule: COMMIT-14 No changes

    Scenario: the process changed nothing
      Given an exited container whose process will "read /data/keep.txt"
      And the container has been committed as the image "result"
      And a container "next" of the image "result" whose process will "entries /data/directory"
      When the runtime runs the container "next"
      Then the process lists exactly the entries:
        | below   |
        | one.txt |
        | two.txt |

  @COMMIT-15
  Rule: COMMIT-15 In every state

    Scenario Outline: the container is <state>
      Given a <state> container whose process will "hold"
      And an archive with:
        | path | content |
        | in   | brought |
      And the archive has been copied into "/data" of the container
      And the container has been committed as the image "result"
      And a created container "next" of the image "result"
      When the runtime copies "/data/in" out of the container "next"
      Then the archive holds exactly:
        | path | content |
        | in   | brought |

      Examples:
        | state   |
        | created |
        | running |

    Scenario: the container has exited
      Given an exited container whose process will "write /data/in text"
      And the container has been committed as the image "result"
      And a created container "next" of the image "result"
      When the runtime copies "/data/in" out of the container "next"
      Then the archive holds exactly:
        | path | content |
        | in   | text    |

  @COMMIT-16
  Rule: COMMIT-16 What is mounted

    Scenario: the process wrote into shared memory and still runs
      Given a running container whose process will "write /dev/shm/scratch text then write /data/new text then hold"
      And the container has been committed as the image "result"
      And a created container "next" of the image "result"
      When the runtime exports the container "next"
      Then the archive does not hold "dev/shm/scratch"
      And the archive holds among others:
        | path     | content |
        | data/new | text    |

  @COMMIT-17
  Rule: COMMIT-17 Command, user and directory are kept

    Scenario: the container was asked for all three
      Given a container whose process will "exit 0"
      And the container asks for the user "1000"
      And the container asks for the working directory "/data"
      And the container has been run
      When the runtime commits the container as the image "result"
      Then the runtime succeeds
      And the image "result" has the settings:
        | setting           | value         |
        | argv              | /probe exit 0 |
        | user              | 1000          |
        | working directory | /data         |

  @COMMIT-19 @needs:volumes
  Rule: COMMIT-19 Volumes

    Scenario: the process wrote into a volume and beside it
      Given a container whose process will "write /volume/secret text then write /data/new text"
      And the container asks for a new volume at "/volume"
      And the container has been started and has ended
      And the container has been committed as the image "result"
      And a created container "next" of the image "result"
      When the runtime exports the container "next"
      Then the archive does not hold "volume/secret"
      And the archive holds among others:
        | path     | content |
        | data/new | text    |
