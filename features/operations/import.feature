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

  @IMPORT-6
  Rule: IMPORT-6 More compressions

    Scenario Outline: the archive is compressed with <compression>
      Given an archive with:
        | path | content   |
        | a    | content\n |
      And the archive is compressed with <compression>
      And the archive has been imported as the image "compressed"
      And a created container of the image "compressed" that runs "nothing"
      When the runtime copies "/a" out of the container
      Then the archive holds exactly:
        | path | kind | content   |
        | a    | file | content\n |

      Examples:
        | compression |
        | bzip2       |
        | xz          |

  @IMPORT-7
  Rule: IMPORT-7 Zstandard

    Scenario: the archive is compressed with zstd
      Given an archive with:
        | path | content   |
        | a    | content\n |
      And the archive is compressed with zstd
      And the archive has been imported as the image "compressed"
      And a created container of the image "compressed" that runs "nothing"
      When the runtime copies "/a" out of the container
      Then the archive holds exactly:
        | path | kind | content   |
        | a    | file | content\n |

  @IMPORT-8
  Rule: IMPORT-8 Settings

    Scenario: the caller wants every setting
      Given an archive with:
        | path | content |
        | a    | a       |
      And the caller wants the settings:
        | setting           | value        |
        | argv              | one two      |
        | entrypoint        | /probe facts |
        | environment       | COLOR=blue   |
        | user              | 1000         |
        | working directory | /data        |
        | port              | 8080/tcp     |
        | volume            | /srv         |
        | label             | kind=test    |
      When the runtime imports the archive as the image "set"
      Then the runtime succeeds
      And the image "set" has the settings:
        | setting           | value        |
        | argv              | one two      |
        | entrypoint        | /probe facts |
        | environment       | COLOR=blue   |
        | user              | 1000         |
        | working directory | /data        |
        | port              | 8080/tcp     |
        | volume            | /srv         |
        | label             | kind=test    |

  @IMPORT-9
  Rule: IMPORT-9 No other settings

    Scenario: the caller wants none
      Given an archive with:
        | path   | content |
        | bin/sh | a       |
      When the runtime imports the archive as the image "plain"
      Then the runtime succeeds
      And the image "plain" has no "argv"
      And the image "plain" has no "entrypoint"
      And the image "plain" has no "environment"

  @IMPORT-10
  Rule: IMPORT-10 Without a name

    Scenario: the caller gives no name
      Given an archive with:
        | path | content |
        | a    | a       |
      When the runtime imports the archive as an image without a name
      Then the reported identifier is that of the new image

  @IMPORT-11
  Rule: IMPORT-11 A name that is taken

    Scenario: another image has the name
      Given the base image has been tagged as the image "app:1"
      And an archive with:
        | path | content |
        | a    | a       |
      When the runtime imports the archive as the image "app:1"
      Then the reported identifier is that of the image "app:1"
      And the image "app:1" is not the base image
      And the base image exists

  @IMPORT-12
  Rule: IMPORT-12 A malformed name

    Scenario: the name has upper-case letters
      Given an archive with:
        | path | content |
        | a    | a       |
      When the runtime imports the archive as the malformed name "UPPER:case"
      Then the runtime refuses: invalid

  @IMPORT-13
  Rule: IMPORT-13 A message

    Scenario: the caller says where the files came from
      Given an archive with:
        | path | content |
        | a    | a       |
      And the caller wants the settings:
        | setting | value              |
        | message | from the test room |
      And the archive has been imported as the image "told"
      When the runtime reads the history of the image "told"
      Then the history begins with:
        | comment            |
        | from the test room |

  @IMPORT-14
  Rule: IMPORT-14 Nothing to import

    Scenario: the archive has no entries
      Given an archive with:
        | path |
      When the runtime imports the archive as the image "nothing"
      Then the reported identifier is that of the image "nothing"
