Feature: Tag

  @TAG-1
  Rule: TAG-1 A further name

    Scenario: an image gets a second name
      When the runtime tags the base image as the image "app:stable"
      Then the runtime succeeds
      And the image "app:stable" is the base image
      And the base image exists

  @TAG-2
  Rule: TAG-2 A name moves

    Scenario: another image has the name
      Given the base image has been tagged as the image "app:stable"
      When the runtime tags the kinds image as the image "app:stable"
      Then the runtime succeeds
      And the image "app:stable" is the kinds image
      And the base image exists
      And the base image is not listed as the image "app:stable"

  @TAG-3
  Rule: TAG-3 Default tag

    Scenario: the name that is given has no tag
      When the runtime tags the base image as the image "app"
      Then the runtime succeeds
      And the image "app:latest" is the base image

    Scenario: the name that is asked for has no tag
      Given the base image has been tagged as the image "app:latest"
      And the kinds image has been tagged as the image "app:newer"
      When the runtime inspects the image "app"
      Then the answer is about the base image

  @TAG-4
  Rule: TAG-4 Exact tags

    Scenario: tags of one repository refer to different images
      Given the base image has been tagged as the image "app:1"
      And the kinds image has been tagged as the image "app:2"
      And the empty image has been tagged as the image "app:22"
      When the runtime tags the image "app:2" as the image "app:release"
      Then the runtime succeeds
      And the image "app:release" is the kinds image

    Scenario: the repository has other tags only
      Given the base image has been tagged as the image "app:1"
      When the runtime inspects the image "app:11"
      Then the runtime refuses: not-found

    Scenario: an image that does not exist is tagged
      When the runtime tags an image that does not exist as the image "app:1"
      Then the runtime refuses: not-found
      And the image "app:1" does not exist

  @TAG-5
  Rule: TAG-5 Malformed names

    Scenario Outline: the name is "<name>"
      When the runtime tags the base image as the malformed name "<name>"
      Then the runtime refuses: invalid
      And the base image exists

      Examples:
        | name       |
        | UPPER:case |
        | app:-tag   |

  @TAG-6
  Rule: TAG-6 Form of names

    Scenario Outline: the image is to be called <name>
      When the runtime tags the base image as the image "<name>"
      Then the runtime succeeds
      And the image "<name>" is the base image

      Examples:
        | name                                     |
        | a/b                                      |
        | a/b.c/d_e/f__g/h-i/j--k/0                |
        | a:X.y_z-1                                |
        | a:_                                      |
        | a:2345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678z |

  @TAG-7
  Rule: TAG-7 Nothing but names

    Scenario Outline: the name is "<name>"
      When the runtime tags the base image as the malformed name "<name>"
      Then the runtime refuses: invalid
      And the base image exists

      Examples:
        | name            |
        | app/            |
        | app//x          |
        | app/-x          |
        | app/x-          |
        | app/a..b        |
        | app:            |
        | app:.x          |
        | app x:1         |
        | app:2345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678za |

  @TAG-8
  Rule: TAG-8 A port is no tag

    Scenario: the name begins with a host and a port
      Given the base image has been tagged as the image "localhost:5000/app"
      When the runtime inspects the image "localhost:5000/app:latest"
      Then the answer is about the base image

  @TAG-9
  Rule: TAG-9 Names before identifiers

    Scenario: the name of one image is the beginning of the identifier of another
      Given a portable archive of the image "other"
      And the archive has been loaded
      And the base image has been tagged as the first 12 digits of the new image
      When the runtime inspects the first 12 digits of the new image
      Then the answer is about the base image

  @TAG-10
  Rule: TAG-10 Once more

    Scenario: the image has the name already
      Given the base image has been tagged as the image "app:1"
      And the base image has been tagged as the image "app:2"
      When the runtime tags the base image as the image "app:1"
      Then the runtime succeeds
      And the image "app:1" is the base image
      And the image "app:2" is the base image

  @TAG-11
  Rule: TAG-11 By identifier

    Scenario Outline: the image is referred to by <reference>
      Given a portable archive of the image "app:1"
      And the archive has been loaded
      When the runtime tags <reference> as the image "app:2"
      Then the runtime succeeds
      And the image "app:2" is the image "app:1"

      Examples:
        | reference                             |
        | the new image                         |
        | the first 12 digits of the new image  |
