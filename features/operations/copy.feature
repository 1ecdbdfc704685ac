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
