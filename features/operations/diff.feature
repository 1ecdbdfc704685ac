Feature: List file system changes

  @DIFF-1
  Rule: DIFF-1 Added paths

    Scenario: a file and a tree of directories were added
      Given an exited container whose process will "write /data/new text then write /tree/branch/leaf text then symlink leaf /tree/link"
      When the runtime lists the changes of the container
      Then the listed changes include:
        | kind    | path              |
        | changed | /data             |
        | added   | /data/new         |
        | added   | /tree             |
        | added   | /tree/branch      |
        | added   | /tree/branch/leaf |
        | added   | /tree/link        |

  @DIFF-2
  Rule: DIFF-2 Changed paths

    Scenario: content, mode and owner of files were changed
      Given an exited container whose process will "append /data/append.txt more then chmod 600 /data/mode.txt then chown 1 1 /data/owned.txt"
      When the runtime lists the changes of the container
      Then the listed changes include:
        | kind    | path             |
        | changed | /data/append.txt |
        | changed | /data/mode.txt   |
        | changed | /data/owned.txt  |

    Scenario: a file was deleted and made anew
      Given an exited container whose process will "remove /data/change.txt then write /data/change.txt after"
      When the runtime lists the changes of the container
      Then the listed changes include:
        | kind    | path             |
        | changed | /data/change.txt |

  @DIFF-3
  Rule: DIFF-3 Deleted paths

    Scenario: files with telling names were deleted
      Given an exited container whose process will "remove /data/delete.txt then remove /data/hw.txt then remove /data/.hidden"
      When the runtime lists the changes of the container
      Then the listed changes include:
        | kind    | path             |
        | deleted | /data/delete.txt |
        | deleted | /data/hw.txt     |
        | deleted | /data/.hidden    |

    Scenario: a directory was deleted with all that was in it
      Given an exited container whose process will "remove /data/directory"
      When the runtime lists the changes of the container
      Then the listed changes include:
        | kind    | path            |
        | deleted | /data/directory |
      And no listed change is below "/data/directory"

  @DIFF-4
  Rule: DIFF-4 Directories of the image

    Scenario: an entry was added in one directory and one removed in another
      Given an exited container whose process will "write /home/worker/new text then remove /data/directory/below/three.txt"
      When the runtime lists the changes of the container
      Then the listed changes include:
        | kind    | path                  |
        | changed | /home/worker          |
        | changed | /data/directory/below |

  @DIFF-5
  Rule: DIFF-5 Nothing else

    Scenario: the process changed nothing
      Given an exited container whose process will "read /data/keep.txt then write /dev/shm/scratch text"
      When the runtime lists the changes of the container
      Then no changes are listed

    Scenario: the process changed a little of everything and still runs
      Given a running container whose process will "remove /etc/group then write /newf text then write /d/x text then append /etc/passwd more then chmod 711 /root then hold"
      When the runtime lists the changes of the container
      Then the listed changes are:
        | kind    | path        |
        | added   | /d          |
        | added   | /d/x        |
        | added   | /newf       |
        | changed | /root       |
        | changed | /etc        |
        | changed | /etc/passwd |
        | deleted | /etc/group  |

    Scenario: another container of the same image was changed
      Given an exited container "busy" whose process will "write /data/new text"
      And an exited container "idle" whose process will "exit 0"
      When the runtime lists the changes of the container "idle"
      Then no changes are listed

  @DIFF-6
  Rule: DIFF-6 Before the first start

    Scenario: the container was never started
      Given a created container
      When the runtime lists the changes of the container
      Then no changes are listed

  @DIFF-7
  Rule: DIFF-7 Another kind of entry

    Scenario: a directory takes the place of a file, and a file that of a directory
      Given an exited container whose process will "remove /data/change.txt then write /data/change.txt/leaf text then remove /data/directory then write /data/directory text"
      When the runtime lists the changes of the container
      Then the listed changes include:
        | kind    | path                  |
        | changed | /data/change.txt      |
        | added   | /data/change.txt/leaf |
        | changed | /data/directory       |

  @DIFF-8
  Rule: DIFF-8 Directories themselves

    Scenario: a directory may no longer be listed by everybody
      Given an exited container whose process will "chmod 711 /root"
      When the runtime lists the changes of the container
      Then the listed changes include:
        | kind    | path  |
        | changed | /root |

  @DIFF-9 @needs:volumes
  Rule: DIFF-9 Volumes

    Scenario: the process wrote into a volume and beside it
      Given a container whose process will "write /volume/secret text then write /data/new text"
      And the container asks for a new volume at "/volume"
      And the container has been started and has ended
      When the runtime lists the changes of the container
      Then no listed change is below "/volume"
      And the listed changes include:
        | kind  | path      |
        | added | /data/new |
