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

    Scenario: directories and links
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

    Scenario: a large file with holes
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

  @IMG-6
  Rule: IMG-6 The same everywhere

    Scenario: an image comes in a portable archive
      Given a portable archive of the image "app:1"
      When the runtime loads the archive
      Then the image "app:1" has the digest of its configuration as its identifier

  @IMG-7
  Rule: IMG-7 Order of layers

    Scenario: three layers hold a file
      Given a portable archive of the image "app" with the layers:
        | layer | path          | content |
        | 1     | data/new      | one     |
        | 1     | data/keep.txt | one     |
        | 2     | data/new      | two     |
        | 3     | data/keep.txt | three   |
      And the archive has been loaded
      And a container of the image "app" whose process will "read /data/new then read /data/keep.txt"
      When the runtime runs the container
      Then the standard output is "twothree"

  @IMG-8
  Rule: IMG-8 Directories of several layers

    Scenario: an upper layer adds one file
      Given a portable archive of the image "app" with the layers:
        | layer | path                      | kind      | mode | content |
        | 1     | data/directory/           | directory | 0750 |         |
        | 1     | data/directory/four.txt   | file      |      | four    |
      And the archive has been loaded
      And a container of the image "app" whose process will "entries /data/directory then stat /data/directory"
      When the runtime runs the container
      Then the process lists exactly the entries:
        | below    |
        | four.txt |
        | one.txt  |
        | two.txt  |
      And the process finds "/data/directory" to have the mode 0750

  @IMG-9
  Rule: IMG-9 Deletions

    Scenario: files with telling names and a directory are deleted
      Given a portable archive of the image "app" with the layers:
        | layer | path                 |
        | 1     | data/.wh.delete.txt  |
        | 1     | data/.wh.hw.txt      |
        | 1     | data/.wh..hidden     |
        | 1     | data/.wh.directory   |
      And the archive has been loaded
      And a container of the image "app" whose process will "entries /data"
      When the runtime runs the container
      Then the process lists exactly the entries:
        | append.txt |
        | change.txt |
        | keep.txt   |
        | link       |
        | mode.txt   |
        | owned.txt  |

    Scenario: a layer above brings a deleted file back
      Given a portable archive of the image "app" with the layers:
        | layer | path                | content |
        | 1     | data/.wh.delete.txt |         |
        | 2     | data/delete.txt     | again   |
      And the archive has been loaded
      And a container of the image "app" whose process will "read /data/delete.txt"
      When the runtime runs the container
      Then the standard output is "again"

  @IMG-10
  Rule: IMG-10 Opaque directories

    Scenario: a directory holds only what is new
      Given a portable archive of the image "app" with the layers:
        | layer | path                        | kind      | content |
        | 1     | data/directory/             | directory |         |
        | 1     | data/directory/.wh..wh..opq | file      |         |
        | 1     | data/directory/new.txt      | file      | new     |
      And the archive has been loaded
      And a container of the image "app" whose process will "entries /data/directory"
      When the runtime runs the container
      Then the process lists exactly the entries:
        | new.txt |

    Scenario: the mark stands behind what is new
      Given a portable archive of the image "app" with the layers:
        | layer | path                        | kind      | content |
        | 1     | data/directory/             | directory |         |
        | 1     | data/directory/new.txt      | file      | new     |
        | 1     | data/directory/.wh..wh..opq | file      |         |
      And the archive has been loaded
      And a container of the image "app" whose process will "entries /data/directory"
      When the runtime runs the container
      Then the process lists exactly the entries:
        | new.txt |

  @IMG-11
  Rule: IMG-11 Marks are no files

    Scenario: every mark of a deletion is looked for
      Given a portable archive of the image "app" with the layers:
        | layer | path                        | kind      |
        | 1     | data/.wh.delete.txt         | file      |
        | 1     | data/directory/             | directory |
        | 1     | data/directory/.wh..wh..opq | file      |
      And the archive has been loaded
      And a container of the image "app" whose process will "stat /data/.wh.delete.txt then stat /data/directory/.wh..wh..opq then stat /data/directory/.wh..opq"
      When the runtime runs the container
      Then the process finds nothing at "/data/.wh.delete.txt"
      And the process finds nothing at "/data/directory/.wh..wh..opq"
      And the process finds nothing at "/data/directory/.wh..opq"

  @IMG-12
  Rule: IMG-12 Another kind of entry

    Scenario: a file replaces a directory, a directory a file, and a link a file
      Given a portable archive of the image "app" with the layers:
        | layer | path                 | kind      | target   | content |
        | 1     | data/directory       | file      |          | a file  |
        | 1     | data/change.txt/     | directory |          |         |
        | 1     | data/change.txt/leaf | file      |          | leaf    |
        | 1     | data/delete.txt      | symlink   | keep.txt |         |
      And the archive has been loaded
      And a container of the image "app" whose process will "read /data/directory then entries /data/change.txt then stat /data/delete.txt"
      When the runtime runs the container
      Then the standard output begins with "a file"
      And the process lists exactly the entries:
        | leaf |
      And the process finds "/data/delete.txt" to be a link to "keep.txt"

  @IMG-13
  Rule: IMG-13 Long names

    Scenario: a name of 255 bytes and a path of 1,000
      Given an archive with:
        | path | content |
        | n23456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-12345 | 255 |
        | p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/leaf5 | 1,000 |
      And the archive has been imported as the image "long"
      And a created container of the image "long" that runs "nothing"
      When the runtime exports the container
      Then the archive holds among others:
        | path | content |
        | n23456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-123456789-12345 | 255 |
        | p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/p2345678/leaf5 | 1,000 |

  @IMG-14
  Rule: IMG-14 Names are bytes

    Scenario: names with a line end and with bytes that are no text
      Given an archive with:
        | path             | content      |
        | line\nend        | line end     |
        | no\\xff\\xfetext | no text      |
        | größe-☃          | text         |
      And the archive has been imported as the image "names"
      And a created container of the image "names" that runs "nothing"
      When the runtime exports the container
      Then the archive holds among others:
        | path             | content      |
        | line\nend        | line end     |
        | no\\xff\\xfetext | no text      |
        | größe-☃          | text         |

  @IMG-15
  Rule: IMG-15 Devices and pipes

    Scenario: one of each kind
      Given an archive with:
        | path      | kind             | mode | device |
        | nodes/    | directory        |      |        |
        | nodes/chr | character-device | 0620 | 1:3    |
        | nodes/blk | block-device     | 0660 | 7:300  |
        | nodes/fifo | fifo            | 0600 |        |
      And the archive has been imported as the image "nodes"
      And a created container of the image "nodes" that runs "nothing"
      When the runtime exports the container
      Then the archive holds among others:
        | path       | kind             | mode | device |
        | nodes/chr  | character-device | 0620 | 1:3    |
        | nodes/blk  | block-device     | 0660 | 7:300  |
        | nodes/fifo | fifo             | 0600 |        |

  @IMG-16
  Rule: IMG-16 Capabilities of files

    Scenario: a program may bind low ports
      Given an archive with:
        | path   | mode | capability       | content |
        | server | 0755 | NET_BIND_SERVICE | program |
      And the archive has been imported as the image "capable"
      And a created container of the image "capable" that runs "nothing"
      When the runtime exports the container
      Then the archive holds among others:
        | path   | capability       | content |
        | server | NET_BIND_SERVICE | program |

  @IMG-17
  Rule: IMG-17 Great owner numbers

    Scenario: owner and group need more than 21 bits
      Given an archive with:
        | path  | owner              | content |
        | great | 2500000:3000000000 | great   |
        | last  | 4294967294:4294967294 | last |
      And the archive has been imported as the image "great"
      And a created container of the image "great" that runs "nothing"
      When the runtime exports the container
      Then the archive holds among others:
        | path  | owner              | content |
        | great | 2500000:3000000000 | great   |
        | last  | 4294967294:4294967294 | last |

  @IMG-18
  Rule: IMG-18 Times of directories and links

    Scenario: a directory, what is in it, and a link are of different age
      Given an archive with:
        | path      | kind      | modified             | target |
        | tree/     | directory | 2001-09-09T01:46:40Z |        |
        | tree/file | file      | 2020-02-29T12:00:01Z |        |
        | tree/link | symlink   | 1999-12-31T23:59:59Z | file   |
      And the archive has been imported as the image "times"
      And a created container of the image "times" that runs "nothing"
      When the runtime exports the container
      Then the archive holds among others:
        | path      | kind      | modified             |
        | tree      | directory | 2001-09-09T01:46:40Z |
        | tree/link | symlink   | 1999-12-31T23:59:59Z |

  @IMG-19
  Rule: IMG-19 Unknown fields

    Scenario: an image with a field of another runtime comes and goes
      Given a portable archive of the image "app:1"
      And the archive has been loaded
      When the runtime saves the image "app:1"
      Then the archive holds the configuration of the image "app:1"

  @IMG-20
  Rule: IMG-20 The image's command

    Scenario: the image has an entrypoint and arguments
      Given the caller wants the settings:
        | setting    | value              |
        | entrypoint | /probe facts first |
        | argv       | second third       |
      And a portable archive of the image "app"
      And the archive has been loaded
      And a container of the image "app" without arguments
      When the runtime runs the container
      Then the process has received the arguments:
        | argument |
        | /probe   |
        | facts    |
        | first  |
        | second |
        | third  |

    Scenario: the image has arguments alone
      Given the caller wants the settings:
        | setting | value            |
        | argv    | /probe facts one |
      And a portable archive of the image "app"
      And the archive has been loaded
      And a container of the image "app" without arguments
      When the runtime runs the container
      Then the process has received the arguments:
        | argument |
        | /probe   |
        | facts    |
        | one    |

  @IMG-21
  Rule: IMG-21 The caller's arguments

    Scenario: image and caller have arguments
      Given the caller wants the settings:
        | setting    | value         |
        | entrypoint | /probe facts  |
        | argv       | of the image  |
      And a portable archive of the image "app"
      And the archive has been loaded
      And a container of the image "app" that runs "of-the-caller"
      When the runtime runs the container
      Then the process has received the arguments:
        | argument      |
        | /probe        |
        | facts         |
        | of-the-caller |

  @IMG-22
  Rule: IMG-22 Environment of image and request

    Scenario: one variable is the image's, one the caller's, one both set
      Given the caller wants the settings:
        | setting     | value  |
        | environment | VAR1=1 |
        | environment | VAR2=2 |
      And a portable archive of the image "app"
      And the archive has been loaded
      And a container of the image "app" whose process will "facts"
      And the container asks for the environment variable "VAR2" with the value "3"
      And the container asks for the environment variable "VAR3" with the value "3"
      When the runtime runs the container
      Then the process has the environment variable "VAR1" with the value "1"
      And the process has the environment variable "VAR2" with the value "3"
      And the process has the environment variable "VAR3" with the value "3"
      And the process has each environment variable once

  @IMG-23
  Rule: IMG-23 User and directory of the image

    Scenario: the image names both
      Given the caller wants the settings:
        | setting           | value     |
        | user              | 1234:2345 |
        | working directory | /data     |
      And a portable archive of the image "app"
      And the archive has been loaded
      And a container of the image "app" whose process will "facts"
      When the runtime runs the container
      Then the process runs as user 1234
      And the process runs as group 2345
      And the working directory of the process is "/data"

  @IMG-24
  Rule: IMG-24 User and directory of the request

    Scenario: image and caller name both
      Given the caller wants the settings:
        | setting           | value     |
        | user              | 1234:2345 |
        | working directory | /data     |
      And a portable archive of the image "app"
      And the archive has been loaded
      And a container of the image "app" whose process will "facts"
      And the container asks for the user "77:88"
      And the container asks for the working directory "/home"
      When the runtime runs the container
      Then the process runs as user 77
      And the process runs as group 88
      And the working directory of the process is "/home"
