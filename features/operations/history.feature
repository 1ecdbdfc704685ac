Feature: History

  @HISTORY-1
  Rule: HISTORY-1 Newest first

    Scenario: the image was made in two steps
      Given a portable archive of the image "app:1"
      And the archive has been loaded
      When the runtime reads the history of the image "app:1"
      Then the history has 2 steps
      And the history begins with:
        | createdBy |
        | step 2    |
        | step 1    |

  @HISTORY-2
  Rule: HISTORY-2 Images without a history

    Scenario: the image was imported
      When the runtime reads the history of the base image
      Then the history has 1 step

  @HISTORY-3
  Rule: HISTORY-3 Unknown images

    Scenario: there is no such image
      When the runtime reads the history of an image that does not exist
      Then the runtime refuses: not-found
