Feature: Import

  @IMPORT-1
  Rule: IMPORT-1 The archive becomes the root

    Scenario: an archive with entries of several kinds
      Given an archive with:
        | path              | kind      | mode | content   | target |
        | payload/          | directory | 0750 |           |        |
        | payload/settings  | file      | 0640 | color=1\n |        |
        | payload/current   | symlink   | 0777 |           | v1     |
        | payload/v1/       | directory | 0755 |           |        |
        | payload/v1/binary | file      | 4755 | \\x00     |        |
      And the archive has been imported as the image "payload"
      And a created container of the image "payload"
      When the runtime copies "/payload" out of the container
      Then the archive holds exactly:
        | path              | kind      | mode | content   | target |
        | payload           | directory | 0750 |           |        |
        | payload/settings  | file      | 0640 | color=1\n |        |
        | payload/current   | symlink   | 0777 |           | v1     |
        | payload/v1        | directory | 0755 |           |        |
        | payload/v1/binary | file      | 4755 | \\x00     |        |

  @IMPORT-2
  Rule: IMPORT-2 Identifier and name

    Scenario: an archive is imported under a name
      Given an archive with:
        | path | kind |
        | file | file |
      When the runtime imports the archive as the image "app:1"
      Then the reported identifier is that of the image "app:1"

  @IMPORT-3
  Rule: IMPORT-3 Compressed archives

    Scenario: the archive is compressed
      Given an archive with:
        | path  | kind      | content   |
        | tree/ | directory |           |
        | tree/a | file      | content\n |
      And the archive is compressed with gzip
      And the archive has been imported as the image "compressed"
      And a created container of the image "compressed"
      When the runtime copies "/tree/a" out of the container
      Then the archive holds exactly:
        | path | kind | content   |
        | a    | file | content\n |

  @IMPORT-4
  Rule: IMPORT-4 Something else than an archive

    Scenario Outline: <stream> is imported
      Given a stream of <stream>
      When the runtime imports the archive as the image "garbage"
      Then the runtime refuses: invalid
      And the image "garbage" does not exist

      Examples:
        | stream                 |
        | text                   |
        | random bytes           |
        | a third of an archive  |

  @IMPORT-5
  Rule: IMPORT-5 Inside the root

    Scenario: an entry's path climbs out of the root
      Given an archive with:
        | path                            | kind | content |
        | ../../../../../../../tmp/conform-escape-by-dots   | file | out\n   |
        | harmless                        | file |         |
      When the runtime imports the archive as the image "escape"
      Then the host has no file "/tmp/conform-escape-by-dots"
      And the runtime succeeds or refuses: invalid

    Scenario: an entry's path leads through a link out of the root
      Given an archive with:
        | path           | kind    | target | content |
        | way-out        | symlink | /      |         |
        | way-out/tmp/conform-escape-by-link | file   |        | out\n   |
      When the runtime imports the archive as the image "escape"
      Then the host has no file "/tmp/conform-escape-by-link"
      And the runtime succeeds or refuses: invalid
