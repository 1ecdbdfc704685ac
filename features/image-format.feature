Feature: Image format

  @IMG-1
  Rule: IMG-1 Identifiers

    Scenario: an image that was imported
      When the runtime inspects the base image
      Then the identifier of the image has 64 lower-case hexadecimal digits

    Scenario: an image that was committed
      Given an exited container whose process will "write /data/new text"
      When the runtime commits the container as the image "result"
      Then the reported identifier has 64 lower-case hexadecimal digits

  @IMG-2
  Rule: IMG-2 Kinds of entry

    Scenario: regular files with unusual names
      Given a created container of the kinds image
      When the runtime copies "/kinds" out of the container
      Then the archive holds among others:
        | path                     | kind | content                         |
        | kinds/a name with spaces | file | spaces\n                        |
        | kinds/größe-☃            | file | UTF-8\n                         |
        | kinds/quote'"`$;&\|      | file | marks that a shell would read\n |
        | kinds/-dash              | file | begins like an option\n         |
        | kinds/back\\slash        | file | a backslash\n                   |
        | kinds/empty              | file |                                 |

    Scenario: directories, links and pipes
      Given a created container of the kinds image
      When the runtime copies "/kinds" out of the container
      Then the archive holds among others:
        | path                    | kind      | target            |
        | kinds/sticky            | directory |                   |
        | kinds/absolute-link     | symlink   | /data/keep.txt    |
        | kinds/relative-link     | symlink   | ../data/keep.txt  |
        | kinds/broken-link       | symlink   | nowhere           |
        | kinds/link-to-directory | symlink   | ../data/directory |

    Scenario: two names of one file
      Given a container of the kinds image whose process will "stat /kinds/hard-link then stat /kinds/hard-linked"
      When the runtime runs the container
      Then the process finds "/kinds/hard-link" and "/kinds/hard-linked" to be the same file
      And the process finds "/kinds/hard-link" to be a file of 20 bytes

    Scenario: the content of a large file
      Given a container of the kinds image whose process will "stat /kinds/sparse"
      When the runtime runs the container
      Then the process finds "/kinds/sparse" to be a file of 1048580 bytes

  @IMG-3
  Rule: IMG-3 Owners and modes

    Scenario: special modes
      Given a created container of the kinds image
      When the runtime copies "/kinds" out of the container
      Then the archive holds among others:
        | path                         | mode |
        | kinds/set-user-id            | 4755 |
        | kinds/set-group-id           | 2755 |
        | kinds/foreign-owner          | 0600 |
        | kinds/nobody-may             | 0000 |
        | kinds/sticky                 | 1777 |
        | kinds/set-group-id-directory | 2775 |

    Scenario Outline: <path> has an owner and a mode
      Given a container of the kinds image whose process will "stat <path>"
      When the runtime runs the container
      Then the process finds "<path>" to have the mode <mode>
      And the process finds "<path>" to belong to <owner>

      Examples:
        | path                          | mode | owner       |
        | /data/owned.txt               | 0640 | 1000:1000   |
        | /kinds/set-user-id            | 4755 | 0:0         |
        | /kinds/set-group-id           | 2755 | 0:2000      |
        | /kinds/foreign-owner          | 0600 | 54321:65432 |
        | /kinds/set-group-id-directory | 2775 | 0:2000      |

  @IMG-4
  Rule: IMG-4 Modification times

    Scenario: files of different age
      Given an archive with:
        | path       | kind      | modified             |
        | tree/      | directory | 2001-09-09T01:46:40Z |
        | tree/old   | file      | 1999-12-31T23:59:59Z |
        | tree/young | file      | 2020-02-29T12:00:01Z |
      And the archive has been imported as the image "times"
      And a created container of the image "times"
      When the runtime copies "/tree" out of the container
      Then the archive holds among others:
        | path       | modified             |
        | tree/old   | 1999-12-31T23:59:59Z |
        | tree/young | 2020-02-29T12:00:01Z |

  @IMG-5
  Rule: IMG-5 Immutability

    Scenario: a container of the image changes, adds and removes files
      Given an exited container "vandal" whose process will "write /data/change.txt after then write /data/new text then remove /data/delete.txt"
      And a container whose process will "read /data/change.txt then read /data/delete.txt then stat /data/new"
      When the runtime runs the container
      Then the standard output begins with "before\nto be deleted\n"
      And the process finds nothing at "/data/new"
