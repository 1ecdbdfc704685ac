Feature: Remove an image

  @RMI-1
  Rule: RMI-1 One of several names

    Scenario: the image has two names
      Given a portable archive of the image "app:1"
      And the archive has been loaded
      And the image "app:1" has been tagged as the image "app:2"
      When the runtime removes the image "app:1"
      Then the runtime succeeds
      And the image "app:1" does not exist
      And the image "app:2" is the new image

  @RMI-2
  Rule: RMI-2 The last name

    Scenario: the image has one name
      Given a portable archive of the image "app:1"
      And the archive has been loaded
      When the runtime removes the image "app:1"
      Then the runtime succeeds
      And the image "app:1" does not exist
      And the new image does not exist

  @RMI-3
  Rule: RMI-3 By identifier

    Scenario Outline: the caller gives <reference>
      Given a portable archive of the image "app:1"
      And the archive has been loaded
      When the runtime removes <reference>
      Then the runtime succeeds
      And the image "app:1" does not exist
      And the new image does not exist

      Examples:
        | reference                            |
        | the new image                        |
        | the first 12 digits of the new image |

    Scenario: the image has no name
      Given a portable archive of an image without a name
      And the archive has been loaded
      When the runtime removes the new image
      Then the runtime succeeds
      And the new image does not exist

  @RMI-4
  Rule: RMI-4 An image in use

    Scenario Outline: a container is <state>, and the image is removed by <reference>
      Given a portable archive of the image "app:1"
      And the archive has been loaded
      And a <state> container of the image "app:1" whose process will "hold"
      And the caller has looked at the container
      When the runtime removes <reference>
      Then the runtime refuses: conflict
      And the image "app:1" is the new image
      And the container is as it was

      Examples:
        | state   | reference         |
        | created | the image "app:1" |
        | running | the image "app:1" |
        | created | the new image     |

  @RMI-5
  Rule: RMI-5 A name of an image in use

    Scenario: the image has another name
      Given a portable archive of the image "app:1"
      And the archive has been loaded
      And the image "app:1" has been tagged as the image "app:2"
      And a running container of the image "app:1" whose process will "hold"
      And the caller has looked at the container
      When the runtime removes the image "app:1"
      Then the runtime succeeds
      And the image "app:1" does not exist
      And the container is as it was

  @RMI-6
  Rule: RMI-6 After the container

    Scenario: the container has been removed
      Given a portable archive of the image "app:1"
      And the archive has been loaded
      And a created container of the image "app:1"
      And the container has been removed
      When the runtime removes the image "app:1"
      Then the runtime succeeds
      And the new image does not exist

  @RMI-7
  Rule: RMI-7 Shared layers

    Scenario: another image has the same lowest layer
      Given a portable archive of the image "one"
      And the archive holds the image "two" as well
      And the archive has been loaded
      And the image "one" has been removed
      And a container of the image "two" whose process will "read /data/keep.txt"
      When the runtime runs the container
      Then the standard output is "to be kept\n"

  @RMI-8
  Rule: RMI-8 Images made from it

    Scenario: an image was committed from a container of the image
      Given a portable archive of the image "below"
      And the archive has been loaded
      And an exited container of the image "below" whose process will "write /data/new text"
      And the container has been committed as the image "above"
      And the container has been removed
      And the image "below" has been removed
      And a container "next" of the image "above" whose process will "read /data/new then read /data/keep.txt"
      When the runtime runs the container "next"
      Then the standard output is "textto be kept\n"

  @RMI-9
  Rule: RMI-9 Unknown images

    Scenario: there is no such image
      When the runtime removes an image that does not exist
      Then the runtime refuses: not-found

    Scenario: the image has been removed before
      Given a portable archive of the image "app:1"
      And the archive has been loaded
      And the image "app:1" has been removed
      When the runtime removes the image "app:1"
      Then the runtime refuses: not-found
