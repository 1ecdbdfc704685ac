Feature: Volumes

  @VOLUME-1 @needs:volumes
  Rule: VOLUME-1 Made and found

    Scenario: no container has it
      When the runtime creates the volume "data"
      Then the answer names the volume "data"
      And the volume "data" exists

  @VOLUME-2 @needs:volumes
  Rule: VOLUME-2 A name for each

    Scenario: the caller gives none
      Given the volume "data" has been created
      When the runtime creates a volume without a name
      Then the answer names a volume that exists
      And the answer does not name the volume "data"

  @VOLUME-3 @needs:volumes
  Rule: VOLUME-3 Names that are taken

    Scenario: the volume holds a file
      Given a container whose process will "write /volume/file text"
      And the container asks for the volume "data" at "/volume"
      And the container has been run
      When the runtime creates the volume "data"
      Then the runtime succeeds or refuses: conflict
      And the volume "data" is listed once
      And "/volume/file" in the container holds "text"

  @VOLUME-4 @needs:volumes
  Rule: VOLUME-4 No paths for names

    Scenario Outline: the name is "<name>"
      When the runtime creates a volume with the malformed name "<name>"
      Then the runtime refuses: invalid

      Examples:
        | name          |
        | up/down       |
        | ../conform-up |
        | .hidden       |

  @VOLUME-5 @needs:volumes
  Rule: VOLUME-5 List

    Scenario: one has a container, one has none, one does not exist
      Given the volume "unused" has been created
      And a container "user" whose process will "exit 0"
      And the container "user" asks for the volume "used" at "/volume"
      And the container "user" has been created
      Then the volume "unused" is listed once
      And the volume "used" is listed once
      And a volume that does not exist is not listed

  @VOLUME-6 @needs:volumes
  Rule: VOLUME-6 Inspect

    Scenario: a volume that is there
      Given the volume "data" has been created
      When the runtime inspects the volume "data"
      Then the answer names the volume "data"

  @VOLUME-7 @needs:volumes
  Rule: VOLUME-7 Removal

    Scenario: it holds a file
      Given a container "first" whose process will "write /volume/file text"
      And the container "first" asks for the volume "data" at "/volume"
      And the container "first" asks for removal at its end
      And the container "first" has been run
      When the runtime removes the volume "data"
      Then the runtime succeeds
      And the volume "data" does not exist

    Scenario: its name is given again
      Given a container "first" whose process will "write /volume/file text"
      And the container "first" asks for the volume "data" at "/volume"
      And the container "first" asks for removal at its end
      And the container "first" has been run
      And the volume "data" has been removed
      And a container whose process will "entries /volume"
      And the container asks for the volume "data" at "/volume"
      When the runtime runs the container
      Then the standard output is "[]\n"

  @VOLUME-8 @needs:volumes
  Rule: VOLUME-8 In use

    Scenario Outline: its container <has been>
      Given a container whose process will "<words>"
      And the container asks for the volume "data" at "/volume"
      And the container has been <done>
      When the runtime removes the volume "data"
      Then the runtime refuses: conflict
      And the volume "data" exists

      Examples:
        | has been           | done                  | words  |
        | was not started    | created               | hold   |
        | runs               | started               | hold   |
        | has come to an end | started and has ended | exit 0 |

  @VOLUME-9 @needs:volumes
  Rule: VOLUME-9 Unknown volumes

    Scenario: it is to be inspected
      When the runtime inspects a volume that does not exist
      Then the runtime refuses: not-found

    Scenario: it is to be removed
      When the runtime removes a volume that does not exist
      Then the runtime refuses: not-found

  @VOLUME-10 @needs:volumes
  Rule: VOLUME-10 Two callers at once

    Scenario: both want the same name
      When two callers create the volume "data" at once
      Then the answer names the volume "data"
      And the volume "data" is listed once

  @VOLUME-11 @needs:volumes
  Rule: VOLUME-11 Made on demand

    Scenario: nobody has created it
      Given a container whose process will "write /volume/file text"
      And the container asks for the volume "data" at "/volume"
      When the runtime runs the container
      Then the exit status is 0
      And the volume "data" exists

  @VOLUME-12 @needs:volumes
  Rule: VOLUME-12 Kept

    Scenario: it was asked for by name
      Given a container "first" whose process will "write /volume/file text"
      And the container "first" asks for the volume "data" at "/volume"
      And the container "first" has been run
      And the container "first" has been removed
      And a container whose process will "read /volume/file"
      And the container asks for the volume "data" at "/volume"
      When the runtime runs the container
      Then the standard output is "text"

    Scenario: it was asked for without a name
      Given a container whose process will "exit 0"
      And the container asks for a new volume at "/volume"
      And the container has been created
      And the caller has looked at the container
      When the runtime removes the container
      Then the volume that the container had exists

  @VOLUME-13 @needs:volumes
  Rule: VOLUME-13 Shared at once

    Scenario: one reads what the other has written
      Given a container "writer" whose process will "write /here/file text then hold"
      And the container "writer" asks for the volume "data" at "/here"
      And the container "writer" has been started
      And a container whose process will "read /there/file"
      And the container asks for the volume "data" at "/there"
      When the runtime runs the container
      Then the standard output is "text"

  @VOLUME-14 @needs:volumes
  Rule: VOLUME-14 Read-only

    Scenario: the process tries to change what is there, and to add to it
      Given a container "first" whose process will "write /volume/file text"
      And the container "first" asks for the volume "data" at "/volume"
      And the container "first" has been run
      And a container whose process will "read /volume/file then try open-write /volume/file then try open-write /volume/new"
      And the container asks for the volume "data" read-only at "/volume"
      When the runtime runs the container
      Then the standard output begins with "text"
      And every deed of the process has been denied

  @VOLUME-15 @needs:volumes
  Rule: VOLUME-15 First content

    Scenario: the image has files there
      Given a container whose process will "read /data/keep.txt then stat /data/owned.txt then stat /data/link"
      And the container asks for the volume "data" at "/data"
      When the runtime runs the container
      Then the standard output begins with "to be kept\n"
      And the process finds "/data/owned.txt" to belong to 1000:1000
      And the process finds "/data/owned.txt" to have the mode 0640
      And the process finds "/data/link" to be a link to "keep.txt"

  @VOLUME-16 @needs:volumes
  Rule: VOLUME-16 The owner of an empty directory

    Scenario: it belongs to a user who is not root
      Given a container whose process will "stat /home/worker then try open-write /home/worker/new"
      And the container asks for a new volume at "/home/worker"
      And the container asks for the user "worker"
      When the runtime runs the container
      Then the process finds "/home/worker" to belong to 1000:1000
      And the process finds "/home/worker" to have the mode 0750
      And every deed of the process has been allowed

  @VOLUME-17 @needs:volumes
  Rule: VOLUME-17 No second helping

    Scenario: a container has removed what the image brought
      Given a container "first" whose process will "remove /data/directory/one.txt then write /data/directory/two.txt mine"
      And the container "first" asks for the volume "data" at "/data/directory"
      And the container "first" has been run
      And a container whose process will "read /data/directory/two.txt then entries /data/directory"
      And the container asks for the volume "data" at "/data/directory"
      When the runtime runs the container
      Then the standard output begins with "mine"
      And the process lists exactly the entries:
        | below   |
        | two.txt |

  @VOLUME-18 @needs:volumes
  Rule: VOLUME-18 One's own

    Scenario: two containers of the same image
      Given a container "first" whose process will "write /volume/file text then hold"
      And the container "first" asks for a new volume at "/volume"
      And the container "first" has been started
      And a container whose process will "entries /volume"
      And the container asks for a new volume at "/volume"
      When the runtime runs the container
      Then the standard output is "[]\n"

  @VOLUME-19 @needs:volumes
  Rule: VOLUME-19 Removed along

    Scenario: the volume has no name of the caller's
      Given a container whose process will "exit 0"
      And the container asks for a new volume at "/volume"
      And the container has been created
      And the caller has looked at the container
      When the runtime removes the container with its volumes
      Then the volume that the container had is gone

  @VOLUME-20 @needs:volumes
  Rule: VOLUME-20 Not removed along

    Scenario: the volume was asked for by name
      Given a container whose process will "exit 0"
      And the container asks for the volume "data" at "/volume"
      And the container has been created
      When the runtime removes the container with its volumes
      Then the volume "data" exists

  @VOLUME-21 @needs:volumes
  Rule: VOLUME-21 Gone with the container

    Scenario: the process comes to its end
      Given a container whose process will "on TERM exit 0 then hold"
      And the container asks for a new volume at "/volume"
      And the container asks for removal at its end
      And the container has been started
      And the caller has looked at the container
      When the runtime stops the container
      Then the container is soon gone
      And the volume that the container had is soon gone

  @VOLUME-22 @needs:volumes
  Rule: VOLUME-22 Lent

    Scenario: the lender has come to its end
      Given a container "lender" whose process will "write /volume/file text"
      And the container "lender" asks for the volume "data" at "/volume"
      And the container "lender" has been run
      And a container whose process will "read /volume/file then try open-write /volume/new"
      And the container asks to share the volumes of the container "lender"
      When the runtime runs the container
      Then the standard output begins with "text"
      And every deed of the process has been allowed

  @VOLUME-23 @needs:volumes
  Rule: VOLUME-23 Lent to be read

    Scenario: the process tries to change what is there, and to add to it
      Given a container "lender" whose process will "write /volume/file text"
      And the container "lender" asks for the volume "data" at "/volume"
      And the container "lender" has been run
      And a container whose process will "read /volume/file then try open-write /volume/file then try open-write /volume/new"
      And the container asks to read the volumes of the container "lender"
      When the runtime runs the container
      Then the standard output begins with "text"
      And every deed of the process has been denied

  @VOLUME-24 @needs:volumes
  Rule: VOLUME-24 Nobody to lend

    Scenario: no container has that name
      Given a container whose process will "exit 0"
      And the container asks to share the volumes of a container that does not exist
      When the runtime creates the container
      Then the runtime refuses: not-found
      And the container does not exist

  @VOLUME-25 @needs:volumes
  Rule: VOLUME-25 No change of the container

    Scenario: the process has written into the volume, and beside it
      Given a container whose process will "write /data/directory/new text then write /data/beside text"
      And the container asks for the volume "data" at "/data/directory"
      And the container has been run
      When the runtime lists the changes of the container
      Then no listed change is below "/data/directory"
      And the listed changes include:
        | kind  | path         |
        | added | /data/beside |

  @VOLUME-26 @needs:volumes
  Rule: VOLUME-26 No part of an image

    Scenario: the process has written into the volume, and beside it
      Given a container "first" whose process will "write /data/directory/new text then write /data/beside text"
      And the container "first" asks for the volume "data" at "/data/directory"
      And the container "first" has been run
      And the container "first" has been committed as the image "taken"
      And a container of the image "taken" whose process will "read /data/beside then stat /data/directory/new"
      When the runtime runs the container
      Then the standard output begins with "text"
      And the process finds nothing at "/data/directory/new"

  @VOLUME-27 @needs:volumes
  Rule: VOLUME-27 Declared by an image

    Scenario: the caller asks for nothing
      Given an exited container "first"
      And the caller wants the settings:
        | setting | value           |
        | volume  | /data/directory |
      And the container "first" has been committed as the image "declares"
      And a container of the image "declares" whose process will "write /data/directory/new text"
      And the container has been run
      And the caller has looked at the container
      When the runtime lists the changes of the container
      Then no listed change is below "/data/directory"
      And the volume that the container had exists

    Scenario: another container of the image has written into its own
      Given an exited container "first"
      And the caller wants the settings:
        | setting | value           |
        | volume  | /data/directory |
      And the container "first" has been committed as the image "declares"
      And a container "other" of the image "declares" whose process will "write /data/directory/new text"
      And the container "other" has been run
      And a container of the image "declares" whose process will "stat /data/directory/new"
      When the runtime runs the container
      Then the process finds nothing at "/data/directory/new"

  @VOLUME-28 @needs:volumes
  Rule: VOLUME-28 The caller's choice

    Scenario: the image declares one at the same path
      Given an exited container "first"
      And the caller wants the settings:
        | setting | value           |
        | volume  | /data/directory |
      And the container "first" has been committed as the image "declares"
      And a container "writer" of the image "declares" whose process will "write /data/directory/new text"
      And the container "writer" asks for the volume "data" at "/data/directory"
      And the container "writer" has been run
      And a container whose process will "read /elsewhere/new"
      And the container asks for the volume "data" at "/elsewhere"
      When the runtime runs the container
      Then the standard output is "text"
