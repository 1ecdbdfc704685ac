Feature: Save

  @SAVE-1
  Rule: SAVE-1 Portable archive

    Scenario: an image of several layers is saved
      Given an exited container whose process will "write /data/new text"
      And the container has been committed as the image "app:1"
      When the runtime saves the image "app:1"
      Then the archive lists the layers of the image "app:1"

  @SAVE-2
  Rule: SAVE-2 True layers

    Scenario: an image was imported
      When the runtime saves the kinds image
      Then the archive holds the layers of the kinds image

    Scenario: an image was committed
      Given an exited container whose process will "write /data/new text then remove /data/directory"
      And the container has been committed as the image "app:1"
      When the runtime saves the image "app:1"
      Then the archive holds the layers of the image "app:1"

    Scenario: an image was loaded
      Given a portable archive of the image "app:1"
      And the archive has been loaded
      When the runtime saves the image "app:1"
      Then the archive holds the layers of the image "app:1"

  @SAVE-3
  Rule: SAVE-3 True configuration

    Scenario: an image was imported
      When the runtime saves the base image
      Then the archive holds the configuration of the base image

    Scenario: an image was committed
      Given an exited container whose process will "write /data/new text"
      And the container has been committed as the image "app:1"
      When the runtime saves the image "app:1"
      Then the archive holds the configuration of the image "app:1"

  @SAVE-4
  Rule: SAVE-4 Names

    Scenario: an image has two names
      Given the base image has been tagged as the image "app:1"
      And the base image has been tagged as the image "app:2"
      When the runtime saves the image "app:2"
      Then the archive gives the base image the name of the image "app:2"

  @SAVE-5
  Rule: SAVE-5 No names

    Scenario: the image has a name and is asked for by its identifier
      Given a portable archive of the image "app:1"
      And the archive has been loaded
      When the runtime saves the new image
      Then the archive gives the image "app:1" no name

  @SAVE-6
  Rule: SAVE-6 Several images

    Scenario: two images share a layer
      Given an exited container whose process will "write /data/new text"
      And the container has been committed as the image "app:1"
      And the base image has been tagged as the image "app:0"
      When the runtime saves the image "app:1" and the image "app:0"
      Then the archive holds the layers of the image "app:1"
      And the archive holds the layers of the image "app:0"
      And the archive gives the image "app:1" the name of the image "app:1"
      And the archive gives the image "app:0" the name of the image "app:0"

  @SAVE-7
  Rule: SAVE-7 Unknown images

    Scenario: there is no such image
      When the runtime saves an image that does not exist
      Then the runtime refuses: not-found

  @SAVE-8
  Rule: SAVE-8 Deletions

    Scenario: files with telling names were deleted
      Given an exited container whose process will "remove /data/delete.txt then remove /data/hw.txt then remove /data/.hidden"
      And the container has been committed as the image "app:1"
      When the runtime saves the image "app:1"
      Then the last layer of the image "app:1" in the archive holds among others:
        | data/.wh.delete.txt |
        | data/.wh.hw.txt     |
        | data/.wh..hidden    |

  @SAVE-9
  Rule: SAVE-9 There and back

    Scenario: the image was removed in between
      Given an exited container whose process will "write /data/new text then remove /data/directory"
      And the caller wants the settings:
        | setting     | value      |
        | environment | COLOR=blue |
      And the container has been committed as the image "app:1"
      And the image "app:1" has been saved
      And the container has been removed
      And the image "app:1" has been removed
      When the runtime loads the archive
      Then the runtime succeeds
      And the image "app:1" is the new image
      And the image "app:1" has the layers of the base image and 1 more
      And the image "app:1" has the settings:
        | setting     | value      |
        | environment | COLOR=blue |
