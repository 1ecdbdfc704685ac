Feature: List and inspect images

  @IMAGES-1
  Rule: IMAGES-1 Names in the list

    Scenario: one image has two names, another one
      Given a portable archive of the image "app:1"
      And the archive has been loaded
      And the image "app:1" has been tagged as the image "other:2"
      And the base image has been tagged as the image "app:0"
      When the runtime lists the images
      Then the list shows the new image as the image "app:1"
      And the list shows the new image as the image "other:2"
      And the list shows the base image as the image "app:0"

  @IMAGES-2
  Rule: IMAGES-2 Nothing that is gone

    Scenario: a name was removed
      Given the base image has been tagged as the image "app:1"
      And the image "app:1" has been removed
      When the runtime lists the images
      Then the list holds no image named the image "app:1"

    Scenario: a name was given to another image
      Given the base image has been tagged as the image "app:1"
      And the kinds image has been tagged as the image "app:1"
      When the runtime lists the images
      Then the list shows the kinds image as the image "app:1"
      And the base image is not listed as the image "app:1"

  @IMAGES-3
  Rule: IMAGES-3 Settings

    Scenario: the image has every setting
      Given the caller wants the settings:
        | setting           | value        |
        | argv              | one two      |
        | entrypoint        | /probe facts |
        | environment       | COLOR=blue   |
        | environment       | SIZE=big     |
        | user              | 1000:1000    |
        | working directory | /data        |
        | port              | 53/udp       |
        | volume            | /srv         |
        | label             | kind=test    |
      And a portable archive of the image "app:1"
      And the archive has been loaded
      Then the image "app:1" has the settings:
        | setting           | value        |
        | argv              | one two      |
        | entrypoint        | /probe facts |
        | environment       | COLOR=blue   |
        | environment       | SIZE=big     |
        | user              | 1000:1000    |
        | working directory | /data        |
        | port              | 53/udp       |
        | volume            | /srv         |
        | label             | kind=test    |

  @IMAGES-4
  Rule: IMAGES-4 Layers

    Scenario: the image has two layers
      Given a portable archive of the image "app:1"
      And the archive has been loaded
      Then the image "app:1" has the layers of its configuration

  @IMAGES-5
  Rule: IMAGES-5 Age

    Scenario: the image was made long before it came here
      Given a portable archive of the image "app:1"
      And the archive has been loaded
      Then the image "app:1" has the settings:
        | setting | value                |
        | created | 2013-03-15T12:00:00Z |

  @IMAGES-6
  Rule: IMAGES-6 Beginnings of identifiers

    Scenario: the caller types twelve digits
      Given a portable archive of the image "app:1"
      And the archive has been loaded
      When the runtime inspects the first 12 digits of the new image
      Then the answer is about the image "app:1"

  @IMAGES-7
  Rule: IMAGES-7 No other parts

    Scenario: the caller types the last digits
      Given a portable archive of the image "app:1"
      And the archive has been loaded
      When the runtime inspects the last 12 digits of the new image
      Then the runtime refuses: not-found

  @IMAGES-8
  Rule: IMAGES-8 Unknown images

    Scenario: there is no such image
      When the runtime inspects an image that does not exist
      Then the runtime refuses: not-found
