Feature: Load

  @LOAD-1
  Rule: LOAD-1 An image from elsewhere runs

    Scenario: an image that no runtime made
      Given a portable archive of the image "app:1"
      And the archive has been loaded
      And a container of the image "app:1" whose process will "read /data/keep.txt then exit 3"
      When the runtime runs the container
      Then the standard output is "to be kept\n"
      And the exit status is 3

  @LOAD-2
  Rule: LOAD-2 Names

    Scenario: the image has a name
      Given a portable archive of the image "app:1"
      When the runtime loads the archive
      Then the runtime succeeds
      And the image "app:1" is the new image

    Scenario: the image has two names
      Given a portable archive of the image "app:1", also called the image "other:2"
      When the runtime loads the archive
      Then the runtime succeeds
      And the image "app:1" is the new image
      And the image "other:2" is the new image

  @LOAD-3
  Rule: LOAD-3 Settings

    Scenario: the image has every setting
      Given the caller wants the settings:
        | setting           | value        |
        | argv              | one two      |
        | entrypoint        | /probe facts |
        | environment       | COLOR=blue   |
        | user              | 1000         |
        | working directory | /data        |
        | port              | 8080/tcp     |
        | volume            | /srv         |
        | label             | kind=test    |
      And a portable archive of the image "app:1"
      When the runtime loads the archive
      Then the runtime succeeds
      And the image "app:1" has the settings:
        | setting           | value        |
        | argv              | one two      |
        | entrypoint        | /probe facts |
        | environment       | COLOR=blue   |
        | user              | 1000         |
        | working directory | /data        |
        | port              | 8080/tcp     |
        | volume            | /srv         |
        | label             | kind=test    |

  @LOAD-4
  Rule: LOAD-4 A name that is taken

    Scenario: another image has the name
      Given the base image has been tagged as the image "app:1"
      And a portable archive of the image "app:1"
      When the runtime loads the archive
      Then the runtime succeeds
      And the image "app:1" is the new image
      And the base image exists

  @LOAD-5
  Rule: LOAD-5 Once more

    Scenario: the archive has been loaded before
      Given a portable archive of the image "app:1"
      And the archive has been loaded
      And the image "app:1" has been tagged as the image "app:2"
      When the runtime loads the archive
      Then the runtime succeeds
      And the image "app:1" is the new image
      And the image "app:2" is the new image

  @LOAD-6
  Rule: LOAD-6 Without names

    Scenario: the image has no name
      Given a portable archive of an image without a name
      When the runtime loads the archive
      Then the runtime succeeds
      And the new image exists

  @LOAD-7
  Rule: LOAD-7 Several images

    Scenario: two images share their lowest layer
      Given a portable archive of the image "one"
      And the archive holds the image "two" as well
      When the runtime loads the archive
      Then the runtime succeeds
      And the image "one" has the digest of its configuration as its identifier
      And the image "two" has the digest of its configuration as its identifier

  @LOAD-8
  Rule: LOAD-8 Compressed layers

    Scenario: one layer is compressed, the other is not
      Given a portable archive of the image "app:1"
      And the archive has a layer compressed with gzip
      When the runtime loads the archive
      Then the runtime succeeds
      And the image "app:1" has the digest of its configuration as its identifier

  @LOAD-9
  Rule: LOAD-9 OCI image layout

    Scenario: the archive has an index in place of a manifest
      Given a portable archive of the image "app:1"
      And the archive is an OCI image layout
      When the runtime loads the archive
      Then the runtime succeeds
      And the image "app:1" has the digest of its configuration as its identifier

  @LOAD-10
  Rule: LOAD-10 A missing layer

    Scenario: one layer is not there
      Given a portable archive of the image "app:1"
      And the archive lacks a layer
      When the runtime loads the archive
      Then the runtime refuses: invalid
      And the image "app:1" does not exist

  @LOAD-11
  Rule: LOAD-11 A forged layer

    Scenario: one layer is another
      Given a portable archive of the image "app:1"
      And the archive has another layer in the place of one
      When the runtime loads the archive
      Then the runtime refuses: invalid
      And the image "app:1" does not exist

  @LOAD-12
  Rule: LOAD-12 Another number of layers

    Scenario Outline: the archive <way>
      Given a portable archive of the image "app:1"
      And the archive <way>
      When the runtime loads the archive
      Then the runtime refuses: invalid
      And the image "app:1" does not exist

      Examples:
        | way                      |
        | names one layer too many |
        | names one layer too few  |

  @LOAD-13
  Rule: LOAD-13 Something else than an archive of images

    Scenario Outline: <stream> is loaded
      Given a stream of <stream>
      When the runtime loads the archive
      Then the runtime refuses: invalid

      Examples:
        | stream       |
        | text         |
        | random bytes |

    Scenario: the archive of a root file system is loaded
      Given an archive with:
        | path | content |
        | a    | a       |
      When the runtime loads the archive
      Then the runtime refuses: invalid

    Scenario: half of an archive is loaded
      Given a portable archive of the image "app:1"
      And the archive ends in the middle
      When the runtime loads the archive
      Then the runtime refuses: invalid
      And the image "app:1" does not exist

    Scenario: an archive without a manifest is loaded
      Given a portable archive of the image "app:1"
      And the archive lacks its manifest
      When the runtime loads the archive
      Then the runtime refuses: invalid
      And the image "app:1" does not exist

  @LOAD-14
  Rule: LOAD-14 A malformed name

    Scenario: the name has upper-case letters
      Given a portable archive of the image "app:1"
      And the archive gives the image a malformed name
      When the runtime loads the archive
      Then the runtime refuses: invalid

  @LOAD-15
  Rule: LOAD-15 Nothing half-made

    Scenario Outline: the archive <damage>
      Given a portable archive of the image "app:1"
      And the archive <damage>
      When the runtime loads the archive
      Then the runtime refuses: invalid
      And the new image does not exist
      And the image "app:1" does not exist

      Examples:
        | damage                   |
        | lacks a layer            |
        | names one layer too many |
        | lacks its manifest       |

  @LOAD-16
  Rule: LOAD-16 All or nothing

    Scenario: the second image lacks a layer
      Given a portable archive of the image "one"
      And the archive holds the image "two" as well
      And the archive lacks a layer
      When the runtime loads the archive
      Then the runtime refuses: invalid
      And the image "one" does not exist
      And the image "two" does not exist

  @LOAD-17
  Rule: LOAD-17 Inside the archive

    Scenario Outline: the archive <way>
      Given a portable archive of the image "app:1"
      And the archive <way>
      When the runtime loads the archive
      Then the runtime refuses: invalid
      And the image "app:1" does not exist

      Examples:
        | way                                           |
        | names a layer that lies outside of it         |
        | has a link out of it in the place of a layer  |

  @LOAD-18
  Rule: LOAD-18 Inside the store

    Scenario: a path of the archive climbs out of it
      Given a portable archive of the image "app:1"
      And the archive has an entry outside of it
      When the runtime loads the archive
      Then the host has no file "/tmp/conform-escape-by-load"
      And the runtime succeeds or refuses: invalid

    Scenario: a path of a layer climbs out of the root
      Given a portable archive of the image "app:1" with the layers:
        | layer | path                                                  | content |
        | 1     | ../../../../../../../../../tmp/conform-escape-by-layer | out     |
      When the runtime loads the archive
      Then the host has no file "/tmp/conform-escape-by-layer"
      And the runtime succeeds or refuses: invalid

    Scenario: a path of a layer leads through a link of the layer below
      Given a portable archive of the image "app:1" with the layers:
        | layer | path                               | kind    | target | content |
        | 1     | way-out                            | symlink | /      |         |
        | 2     | way-out/tmp/conform-escape-by-link-below | file |        | out     |
      When the runtime loads the archive
      Then the host has no file "/tmp/conform-escape-by-link-below"
      And the runtime succeeds or refuses: invalid
