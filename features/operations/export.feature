Feature: Export

  @EXPORT-1
  Rule: EXPORT-1 All files

    Scenario: files were added and changed
      Given an exited container whose process will "write /data/new/deep text then append /data/append.txt more"
      When the runtime exports the container
      Then the archive holds among others:
        | path            | kind      | content        |
        | data/new        | directory |                |
        | data/new/deep   | file      | text           |
        | data/append.txt | file      | first line\nmore |
        | data/keep.txt   | file      | to be kept\n   |
        | tmp             | directory |                |

    Scenario: the image has no program
      Given a created container of the empty image that runs "nothing"
      When the runtime exports the container
      Then the archive holds among others:
        | path    | kind      |
        | nothing | directory |

  @EXPORT-2
  Rule: EXPORT-2 What was deleted

    Scenario: a file and a directory were deleted
      Given an exited container whose process will "remove /data/delete.txt then remove /data/directory"
      When the runtime exports the container
      Then the archive does not hold "data/delete.txt"
      And the archive does not hold "data/directory"
      And the archive does not hold "data/.wh.delete.txt"
      And the archive does not hold "data/.wh.directory"

  @EXPORT-3
  Rule: EXPORT-3 Metadata

    Scenario: entries of every kind
      Given a created container of the kinds image
      When the runtime exports the container
      Then the archive holds among others:
        | path                         | kind      | mode | owner       | target           | modified             |
        | kinds/set-user-id            | file      | 4755 | 0:0         |                  | 2013-03-15T12:00:00Z |
        | kinds/set-group-id-directory | directory | 2775 | 0:2000      |                  | 2013-03-15T12:00:00Z |
        | kinds/sticky                 | directory | 1777 | 0:0         |                  | 2013-03-15T12:00:00Z |
        | kinds/foreign-owner          | file      | 0600 | 54321:65432 |                  | 2013-03-15T12:00:00Z |
        | kinds/relative-link          | symlink   |      | 0:0         | ../data/keep.txt |                      |
        | kinds/fifo                   | fifo      | 0640 | 0:0         |                  |                      |

    Scenario: devices
      Given an archive with:
        | path      | kind             | mode | device |
        | nodes/    | directory        |      |        |
        | nodes/chr | character-device | 0620 | 1:3    |
        | nodes/blk | block-device     | 0660 | 7:300  |
      And the archive has been imported as the image "nodes"
      And a created container of the image "nodes" that runs "nothing"
      When the runtime exports the container
      Then the archive holds among others:
        | path      | kind             | mode | device |
        | nodes/chr | character-device | 0620 | 1:3    |
        | nodes/blk | block-device     | 0660 | 7:300  |

  @EXPORT-4
  Rule: EXPORT-4 In every state

    Scenario Outline: the container is <state>
      Given a <state> container whose process will "hold"
      When the runtime exports the container
      Then the archive holds among others:
        | path          | content      |
        | data/keep.txt | to be kept\n |

      Examples:
        | state   |
        | created |
        | running |

    Scenario: the container has exited
      Given an exited container whose process will "exit 3"
      When the runtime exports the container
      Then the archive holds among others:
        | path          | content      |
        | data/keep.txt | to be kept\n |

  @EXPORT-5
  Rule: EXPORT-5 What is mounted

    Scenario: the process wrote into shared memory and still runs
      Given a running container whose process will "write /dev/shm/scratch text then write /data/new text then hold"
      When the runtime exports the container
      Then the archive does not hold "dev/shm/scratch"
      And the archive does not hold "proc/self"
      And the archive does not hold "sys/kernel"
      And the archive holds among others:
        | path     | content |
        | data/new | text    |

  @EXPORT-6
  Rule: EXPORT-6 The container stays

    Scenario: the container runs
      Given a running container whose process will "write /data/new text then on TERM exit 7 then hold"
      And the caller has looked at the container
      When the runtime exports the container
      Then the runtime succeeds
      And the container is as it was

  @EXPORT-7
  Rule: EXPORT-7 There and back

    Scenario: entries of every kind come back
      Given a created container of the kinds image
      And the container has been exported
      And the archive has been imported as the image "back"
      And a container "next" of the image "back" whose process will "stat /kinds/set-user-id then stat /kinds/foreign-owner then stat /kinds/hard-link then stat /kinds/hard-linked then stat /kinds/sparse then stat /kinds/relative-link"
      When the runtime runs the container "next"
      Then the process finds "/kinds/set-user-id" to have the mode 4755
      And the process finds "/kinds/foreign-owner" to belong to 54321:65432
      And the process finds "/kinds/foreign-owner" to be modified at 2013-03-15T12:00:00Z
      And the process finds "/kinds/hard-link" and "/kinds/hard-linked" to be the same file
      And the process finds "/kinds/sparse" to be a file of 1048580 bytes
      And the process finds "/kinds/relative-link" to be a link to "../data/keep.txt"

  @EXPORT-8 @needs:volumes
  Rule: EXPORT-8 Volumes

    Scenario Outline: the container is <state>
      Given a container whose process will "write /volume/secret text then write /data/new text then <last>"
      And the container asks for a new volume at "/volume"
      And the container has been <deed>
      When the runtime exports the container
      Then the archive does not hold "volume/secret"
      And the archive holds among others:
        | path     | content |
        | data/new | text    |

      Examples:
        | state   | last   | deed                  |
        | running | hold   | started               |
        | exited  | exit 0 | started and has ended |
