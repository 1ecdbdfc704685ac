Feature: Copy

  @COPY-1
  Rule: COPY-1 A file out

    Scenario: a file of the image
      Given a created container
      When the runtime copies "/data/directory/one.txt" out of the container
      Then the archive holds exactly:
        | path    | kind | content |
        | one.txt | file | one\n   |

    Scenario: a file that the process has written
      Given an exited container whose process will "write /data/new/result 42"
      When the runtime copies "/data/new/result" out of the container
      Then the archive holds exactly:
        | path   | kind | content |
        | result | file | 42      |

  @COPY-2
  Rule: COPY-2 A directory out

    Scenario: a tree
      Given an exited container whose process will "write /data/directory/four.txt 4 then remove /data/directory/two.txt then mkdir /data/directory/bare"
      When the runtime copies "/data/directory" out of the container
      Then the archive holds exactly:
        | path                      | kind      | content |
        | directory                 | directory |         |
        | directory/bare            | directory |         |
        | directory/below           | directory |         |
        | directory/below/three.txt | file      | three\n |
        | directory/four.txt        | file      | 4       |
        | directory/one.txt         | file      | one\n   |

  @COPY-3
  Rule: COPY-3 Metadata out

    Scenario: modes and links
      Given an exited container whose process will "write /out/secret s then chmod 4710 /out/secret then write /out/theirs t then chmod 640 /out/theirs then symlink /data/keep.txt /out/link then chmod 1777 /out"
      When the runtime copies "/out" out of the container
      Then the archive holds exactly:
        | path       | kind      | mode | target         |
        | out        | directory | 1777 |                |
        | out/secret | file      | 4710 |                |
        | out/theirs | file      | 0640 |                |
        | out/link   | symlink   | 0777 | /data/keep.txt |

    Scenario: a file has a modification time
      Given a created container
      And an archive with:
        | path | kind | modified             |
        | old  | file | 2001-09-09T01:46:40Z |
      And the archive has been copied into "/data" of the container
      When the runtime copies "/data/old" out of the container
      Then the archive holds exactly:
        | path | modified             |
        | old  | 2001-09-09T01:46:40Z |

  @COPY-4
  Rule: COPY-4 In every state

    Scenario Outline: the container is <state>
      Given <article> <state> container
      When the runtime copies "/data/keep.txt" out of the container
      Then the archive holds exactly:
        | path     | content      |
        | keep.txt | to be kept\n |

      Examples:
        | article | state   |
        | a       | created |
        | a       | running |
        | an      | exited  |

  @COPY-5
  Rule: COPY-5 Missing paths

    Scenario Outline: "<path>" does not exist
      Given an exited container whose process will "remove /data/delete.txt"
      When the runtime copies "<path>" out of the container
      Then the runtime refuses: not-found

      Examples:
        | path             |
        | /data/missing    |
        | /data/delete.txt |
        | /missing/file    |

  @COPY-6
  Rule: COPY-6 Files in

    Scenario: files are brought into a container that was not started yet
      Given a container whose process will "read /data/in/settings then stat /data/in/settings then stat /data/in/tool"
      And the container has been created
      And an archive with:
        | path        | kind      | mode | content | modified             |
        | in/         | directory | 0755 |         | 2001-09-09T01:46:40Z |
        | in/settings | file      | 0604 | x=1\n   | 2001-09-09T01:46:40Z |
        | in/tool     | file      | 0755 | #\n     | 2011-11-11T11:11:11Z |
      And the archive has been copied into "/data" of the container
      And the container has been started and has ended
      When the runtime reads the log of the container
      Then the standard output begins with "x=1\n"
      And the process finds "/data/in/settings" to have the mode 0604
      And the process finds "/data/in/settings" to be modified at 2001-09-09T01:46:40Z
      And the process finds "/data/in/tool" to have the mode 0755
      And the process finds "/data/in/tool" to be modified at 2011-11-11T11:11:11Z

    Scenario: a file is replaced
      Given an exited container
      And an archive with:
        | path       | kind | content |
        | change.txt | file | after\n |
      When the runtime copies the archive into "/data" of the container
      Then the runtime succeeds
      And "/data/change.txt" in the container holds "after\n"
      And "/data/keep.txt" in the container holds "to be kept\n"

  @COPY-7
  Rule: COPY-7 No such directory

    Scenario: the directory does not exist
      Given a created container
      And an archive with:
        | path | kind | content |
        | file | file | text    |
      When the runtime copies the archive into "/data/missing" of the container
      Then the runtime refuses: not-found or invalid
      And the container has no changes

  @COPY-8
  Rule: COPY-8 Inside the root

    Scenario: a link leads to a directory that the host has too
      Given an exited container whose process will "write /etc/conform-only-inside inside then symlink /etc /data/way"
      When the runtime copies "/data/way/conform-only-inside" out of the container
      Then the archive holds exactly:
        | path                | content |
        | conform-only-inside | inside  |

    Scenario: a link leads above the root
      Given an exited container whose process will "write /etc/conform-only-inside inside then symlink ../../../../../../../etc /data/way"
      When the runtime copies "/data/way/conform-only-inside" out of the container
      Then the archive holds exactly:
        | path                | content |
        | conform-only-inside | inside  |

    Scenario: a file is copied in through a link
      Given an exited container whose process will "mkdir /tmp then symlink /tmp /data/way"
      And an archive with:
        | path                  | kind | content |
        | conform-escape-copied | file | text    |
      When the runtime copies the archive into "/data/way" of the container
      Then the host has no file "/tmp/conform-escape-copied"
      And the runtime succeeds
      And "/tmp/conform-escape-copied" in the container holds "text"

  @COPY-9
  Rule: COPY-9 Owners out

    Scenario: files of several owners
      Given an exited container whose process will "write /out/ours text then write /out/theirs text then chown 1000 2000 /out/theirs then chown 4242 4343 /out"
      When the runtime copies "/out" out of the container
      Then the archive holds exactly:
        | path       | owner     |
        | out        | 4242:4343 |
        | out/ours   | 0:0       |
        | out/theirs | 1000:2000 |

  @COPY-10
  Rule: COPY-10 Into every state

    Scenario Outline: the container is <state>
      Given <article> <state> container
      And an archive with:
        | path | kind | content |
        | new  | file | text    |
      When the runtime copies the archive into "/data" of the container
      Then the runtime succeeds
      And "/data/new" in the container holds "text"

      Examples:
        | article | state   |
        | a       | created |
        | a       | running |
        | an      | exited  |

  @COPY-11
  Rule: COPY-11 Seen at once

    Scenario: the process reads the file when it is told to
      Given a container whose process will "on TERM exit 0 then await-line then read /data/new"
      And the container asks for an open standard input
      And the container has been started
      And a caller who is attached to the container
      And an archive with:
        | path | kind | content |
        | new  | file | text    |
      And the archive has been copied into "/data" of the container
      When the caller writes "go\n"
      Then the log of the container soon holds "text"

  @COPY-12
  Rule: COPY-12 Undisturbed

    Scenario: files are copied out
      Given a running container
      And the caller has looked at the container
      When the runtime copies "/data" out of the container
      Then the runtime succeeds
      And the container is as it was

    Scenario: files are copied in
      Given a running container
      And the caller has looked at the container
      And an archive with:
        | path | kind | content |
        | new  | file | text    |
      When the runtime copies the archive into "/data" of the container
      Then the runtime succeeds
      And the container is as it was

  @COPY-13
  Rule: COPY-13 Names of one file

    Scenario: the image has a file with two names
      Given a created container of the kinds image
      When the runtime copies "/kinds" out of the container
      Then the archive holds one file by the names "kinds/hard-linked" and "kinds/hard-link"

  @COPY-14
  Rule: COPY-14 Pipes

    Scenario: out of a container
      Given a created container of the kinds image
      When the runtime copies "/kinds/fifo" out of the container
      Then the archive holds exactly:
        | path | kind | mode |
        | fifo | fifo | 0640 |

    Scenario: into a container
      Given a created container
      And an archive with:
        | path | kind | mode |
        | pipe | fifo | 0604 |
      And the archive has been copied into "/data" of the container
      When the runtime copies "/data/pipe" out of the container
      Then the archive holds exactly:
        | path | kind | mode |
        | pipe | fifo | 0604 |

  @COPY-15
  Rule: COPY-15 The last link

    Scenario: it leads to a path that the host has too
      Given an exited container whose process will "write /etc/conform-only-inside inside then symlink /etc/conform-only-inside /data/way"
      When the runtime copies "/data/way" out of the container
      Then the archive holds a link to "/etc/conform-only-inside" or a file with "inside"

  @COPY-16
  Rule: COPY-16 Kinds are kept apart

    Scenario: a file is to take the place of a directory
      Given a created container
      And an archive with:
        | path      | kind | content |
        | directory | file | text    |
      When the runtime copies the archive into "/data" of the container
      Then the runtime refuses
      And "/data/directory/one.txt" in the container holds "one\n"

    Scenario: a directory is to take the place of a file
      Given a created container
      And an archive with:
        | path     | kind      |
        | keep.txt | directory |
      When the runtime copies the archive into "/data" of the container
      Then the runtime refuses
      And "/data/keep.txt" in the container holds "to be kept\n"

  @COPY-17
  Rule: COPY-17 Names that lead outside

    Scenario Outline: an entry is called "<path>"
      Given a created container
      And an archive with:
        | path   | kind | content |
        | <path> | file | text    |
      When the runtime copies the archive into "/data" of the container
      Then the host has no file "/tmp/conform-escape-named"
      And the runtime succeeds or refuses: invalid

      Examples:
        | path                                              |
        | /tmp/conform-escape-named                         |
        | ../../../../../../../../tmp/conform-escape-named  |
        | a/../../../../../../../../tmp/conform-escape-named |

  @COPY-18
  Rule: COPY-18 Links that lead outside

    Scenario Outline: a link to "<target>" comes before a file below it
      Given a created container
      And an archive with:
        | path                      | kind    | target   | content |
        | way                       | symlink | <target> |         |
        | way/conform-escape-linked | file    |          | text    |
      When the runtime copies the archive into "/data" of the container
      Then the host has no file "/tmp/conform-escape-linked"
      And the runtime succeeds or refuses: invalid

      Examples:
        | target                        |
        | /tmp                          |
        | ../../../../../../../../../tmp |

    Scenario: a link comes before a file of the same name
      Given a created container
      And an archive with:
        | path | kind    | target                     | content |
        | file | symlink | /tmp/conform-escape-linked |         |
        | file | file    |                            | text    |
      When the runtime copies the archive into "/data" of the container
      Then the host has no file "/tmp/conform-escape-linked"
      And the runtime succeeds or refuses: invalid

  @COPY-19
  Rule: COPY-19 Files of the host by another name

    Scenario: an entry is to be another name of a file of the host
      Given a file that only the host has
      And a created container
      And an archive in which "stolen" is another name of that file
      When the runtime copies the archive into "/" of the container
      Then the file of the host has one name
      And the runtime succeeds or refuses: not-found or invalid

  @COPY-20
  Rule: COPY-20 Paths that change meanwhile

    Scenario: a directory and a link to a directory of the host change places all the time
      Given a running container whose process will "mkdir /data/way then symlink /tmp /data/other then swap /data/way /data/other then hold"
      And an archive with:
        | path                   | kind | content |
        | conform-escape-swapped | file | text    |
      When the runtime copies the archive into "/data/way" of the container 8 times
      Then the host has no file "/tmp/conform-escape-swapped"

  @COPY-21
  Rule: COPY-21 Nothing of the container's is executed

    Scenario Outline: all that the container has for <name> would end with an error
      Given a created container
      And an archive with:
        | path           | kind | mode | content         |
        | bin/<name>     | file | 0755 | no known format |
        | usr/bin/<name> | file | 0755 | no known format |
      And the archive has been copied into "/" of the container
      When the runtime copies "/data/keep.txt" out of the container
      Then the archive holds exactly:
        | path     | content      |
        | keep.txt | to be kept\n |

      Examples:
        | name |
        | tar  |
        | sh   |

    Scenario Outline: files are copied in beside a <name> that would end with an error
      Given a created container
      And an archive with:
        | path           | kind | mode | content         |
        | bin/<name>     | file | 0755 | no known format |
        | usr/bin/<name> | file | 0755 | no known format |
        | data/new       | file | 0644 | old             |
      And the archive has been copied into "/" of the container
      And an archive with:
        | path | kind | content |
        | new  | file | text    |
      When the runtime copies the archive into "/data" of the container
      Then the runtime succeeds
      And "/data/new" in the container holds "text"

      Examples:
        | name |
        | tar  |
        | sh   |

  @COPY-22
  Rule: COPY-22 No archive

    Scenario: random bytes
      Given a created container
      And a stream of random bytes
      When the runtime copies the archive into "/data" of the container
      Then the runtime refuses: invalid
      And the container has no changes

  @COPY-23
  Rule: COPY-23 Into what cannot be written

    Scenario: the container runs
      Given a container whose process will "hold"
      And the container asks for a read-only root
      And the container has been started
      And an archive with:
        | path     | kind | content |
        | keep.txt | file | text    |
      When the runtime copies the archive into "/data" of the container
      Then the runtime refuses
      And "/data/keep.txt" in the container holds "to be kept\n"

  @COPY-24 @needs:volumes
  Rule: COPY-24 Volumes

    Scenario: in before the start
      Given a container "filled" whose process will "hold"
      And the container "filled" asks for the volume "data" at "/volume"
      And the container "filled" has been created
      And an archive with:
        | path | kind | content |
        | new  | file | text    |
      And the archive has been copied into "/volume" of the container "filled"
      And a container whose process will "read /elsewhere/new"
      And the container asks for the volume "data" at "/elsewhere"
      When the runtime runs the container
      Then the standard output is "text"

    Scenario: out after the end
      Given a container whose process will "write /volume/file text"
      And the container asks for the volume "data" at "/volume"
      And the container has been run
      When the runtime copies "/volume/file" out of the container
      Then the archive holds exactly:
        | path | content |
        | file | text    |

    Scenario: in while it runs
      Given a container "filled" whose process will "hold"
      And the container "filled" asks for the volume "data" at "/volume"
      And the container "filled" has been started
      And an archive with:
        | path | kind | content |
        | new  | file | text    |
      And the archive has been copied into "/volume" of the container "filled"
      And a container whose process will "read /elsewhere/new"
      And the container asks for the volume "data" at "/elsewhere"
      When the runtime runs the container
      Then the standard output is "text"

    Scenario: out while it runs
      Given a container whose process will "write /volume/file text then hold"
      And the container asks for the volume "data" at "/volume"
      And the container has been started
      When the runtime copies "/volume/file" out of the container
      Then the archive holds exactly:
        | path | content |
        | file | text    |

  @COPY-25 @needs:path-copy
  Rule: COPY-25 A file to a new name

    Scenario: into a container
      Given a created container
      And a folder of the host with:
        | path | content |
        | file | text    |
      When the runtime copies "file" of the folder to "/data/new" of the container
      Then the runtime succeeds
      And "/data/new" in the container holds "text"

    Scenario: out of a container
      Given a created container
      And an empty folder of the host
      When the runtime copies "/data/keep.txt" of the container to "new" of the folder
      Then the folder holds exactly:
        | path | kind | content      |
        | new  | file | to be kept\n |

  @COPY-26 @needs:path-copy
  Rule: COPY-26 A file over a file

    Scenario: into a container
      Given a created container
      And a folder of the host with:
        | path | content |
        | file | text    |
      When the runtime copies "file" of the folder to "/data/change.txt" of the container
      Then the runtime succeeds
      And "/data/change.txt" in the container holds "text"

    Scenario: out of a container
      Given a created container
      And a folder of the host with:
        | path | content |
        | file | text    |
      When the runtime copies "/data/keep.txt" of the container to "file" of the folder
      Then the folder holds exactly:
        | path | kind | content      |
        | file | file | to be kept\n |

  @COPY-27 @needs:path-copy
  Rule: COPY-27 A file into a directory

    Scenario Outline: into a container, to "<path>"
      Given a created container
      And a folder of the host with:
        | path | content |
        | file | text    |
      When the runtime copies "file" of the folder to "<path>" of the container
      Then the runtime succeeds
      And "/data/directory/file" in the container holds "text"

      Examples:
        | path             |
        | /data/directory  |
        | /data/directory/ |

    Scenario: out of a container
      Given a created container
      And a folder of the host with:
        | path    | kind      |
        | results | directory |
      When the runtime copies "/data/keep.txt" of the container to "results" of the folder
      Then the folder holds exactly:
        | path             | kind      | content      |
        | results          | directory |              |
        | results/keep.txt | file      | to be kept\n |

  @COPY-28 @needs:path-copy
  Rule: COPY-28 A file into a directory that is missing

    Scenario: into a container
      Given a created container
      And a folder of the host with:
        | path | content |
        | file | text    |
      When the runtime copies "file" of the folder to "/data/new/" of the container
      Then the runtime refuses: not-found
      And the container has no changes

    Scenario: out of a container
      Given a created container
      And an empty folder of the host
      When the runtime copies "/data/keep.txt" of the container to "new/" of the folder
      Then the runtime refuses: not-found
      And the folder is empty

  @COPY-29 @needs:path-copy
  Rule: COPY-29 A directory to a new name

    Scenario: into a container
      Given a created container
      And a folder of the host with:
        | path           | content |
        | tree/file      | text    |
        | tree/below/two | 2       |
      When the runtime copies "tree" of the folder to "/data/new" of the container
      Then the runtime succeeds
      And "/data/new/file" in the container holds "text"
      And "/data/new/below/two" in the container holds "2"

    Scenario: out of a container
      Given a created container
      And an empty folder of the host
      When the runtime copies "/data/directory" of the container to "new" of the folder
      Then the folder holds exactly:
        | path                | kind      | content |
        | new                 | directory |         |
        | new/below           | directory |         |
        | new/below/three.txt | file      | three\n |
        | new/one.txt         | file      | one\n   |
        | new/two.txt         | file      | two\n   |

  @COPY-30 @needs:path-copy
  Rule: COPY-30 A directory into a directory

    Scenario: into a container
      Given a created container
      And a folder of the host with:
        | path      | content |
        | tree/file | text    |
      When the runtime copies "tree" of the folder to "/data/directory" of the container
      Then the runtime succeeds
      And "/data/directory/tree/file" in the container holds "text"
      And "/data/directory/one.txt" in the container holds "one\n"

    Scenario: out of a container
      Given a created container
      And a folder of the host with:
        | path      | content |
        | tree/file | text    |
      When the runtime copies "/data/directory/below" of the container to "tree" of the folder
      Then the folder holds exactly:
        | path                 | kind      | content |
        | tree                 | directory |         |
        | tree/below           | directory |         |
        | tree/below/three.txt | file      | three\n |
        | tree/file            | file      | text    |

  @COPY-31 @needs:path-copy
  Rule: COPY-31 The content of a directory

    Scenario: into a container
      Given a created container
      And a folder of the host with:
        | path         | content |
        | tree/one.txt | new     |
        | tree/file    | text    |
      When the runtime copies "tree/." of the folder to "/data/directory" of the container
      Then the runtime succeeds
      And "/data/directory/file" in the container holds "text"
      And "/data/directory/one.txt" in the container holds "new"
      And "/data/directory/two.txt" in the container holds "two\n"

    Scenario: out of a container
      Given a created container
      And a folder of the host with:
        | path         | content |
        | tree/one.txt | old     |
        | tree/file    | text    |
      When the runtime copies "/data/directory/." of the container to "tree" of the folder
      Then the folder holds exactly:
        | path                 | kind      | content |
        | tree                 | directory |         |
        | tree/below           | directory |         |
        | tree/below/three.txt | file      | three\n |
        | tree/file            | file      | text    |
        | tree/one.txt         | file      | one\n   |
        | tree/two.txt         | file      | two\n   |

  @COPY-32 @needs:path-copy
  Rule: COPY-32 A directory over a file

    Scenario: into a container
      Given a created container
      And a folder of the host with:
        | path      | content |
        | tree/file | text    |
      When the runtime copies "tree" of the folder to "/data/keep.txt" of the container
      Then the runtime refuses: invalid
      And the container has no changes

    Scenario: out of a container
      Given a created container
      And a folder of the host with:
        | path | content |
        | file | text    |
      When the runtime copies "/data/directory" of the container to "file" of the folder
      Then the runtime refuses: invalid
      And the folder holds exactly:
        | path | kind | content |
        | file | file | text    |

  @COPY-33 @needs:path-copy
  Rule: COPY-33 No such source

    Scenario: into a container
      Given a created container
      And an empty folder of the host
      When the runtime copies "missing" of the folder to "/data/new" of the container
      Then the runtime refuses: not-found
      And the container has no changes

    Scenario: out of a container
      Given a created container
      And an empty folder of the host
      When the runtime copies "/data/missing" of the container to "new" of the folder
      Then the runtime refuses: not-found
      And the folder is empty

  @COPY-34 @needs:path-copy
  Rule: COPY-34 No such parent

    Scenario: into a container
      Given a created container
      And a folder of the host with:
        | path | content |
        | file | text    |
      When the runtime copies "file" of the folder to "/data/missing/new" of the container
      Then the runtime refuses: not-found
      And the container has no changes

    Scenario: out of a container
      Given a created container
      And an empty folder of the host
      When the runtime copies "/data/directory" of the container to "missing/new" of the folder
      Then the runtime refuses: not-found
      And the folder is empty

  @COPY-35 @needs:pause
  Rule: COPY-35 Paused containers

    Scenario: files are copied out
      Given a paused container
      And the caller has looked at the container
      When the runtime copies "/data/keep.txt" out of the container
      Then the archive holds exactly:
        | path     | content      |
        | keep.txt | to be kept\n |
      And the container is as it was

    Scenario: files are copied in
      Given a paused container
      And the caller has looked at the container
      And an archive with:
        | path | kind | content |
        | new  | file | text    |
      When the runtime copies the archive into "/data" of the container
      Then the runtime succeeds
      And "/data/new" in the container holds "text"
      And the container is as it was
