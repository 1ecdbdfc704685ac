Feature: Root file system

  @ROOT-1
  Rule: ROOT-1 The image's files

    Scenario: the process reads files of the image
      Given a container whose process will "read /data/keep.txt then read /data/link then entries /data/directory"
      When the runtime runs the container
      Then the standard output begins with "to be kept\nto be kept\n"
      And the process lists exactly the entries:
        | below   |
        | one.txt |
        | two.txt |

    Scenario: the process looks at owners and modes
      Given a container whose process will "stat /data/owned.txt then stat /root"
      When the runtime runs the container
      Then the process finds "/data/owned.txt" to have the mode 0640
      And the process finds "/data/owned.txt" to belong to 1000:1000
      And the process finds "/root" to have the mode 0700

  @ROOT-2
  Rule: ROOT-2 Apart from the host

    Scenario: a file exists on the host only
      Given a file that only the host has
      And a container whose process will look for that file
      When the runtime runs the container
      Then the process finds nothing there

    Scenario: the process looks at a directory that the host has too
      Given a container whose process will "entries /home"
      When the runtime runs the container
      Then the process lists exactly the entries:
        | worker |

  @ROOT-3
  Rule: ROOT-3 Writable

    Scenario: the process changes, adds and removes files
      Given a container whose process will "write /data/change.txt after then write /new/file text then remove /data/delete.txt then read /data/change.txt then read /new/file then stat /data/delete.txt"
      When the runtime runs the container
      Then the exit status is 0
      And the standard output begins with "aftertext"
      And the process finds nothing at "/data/delete.txt"

  @ROOT-4
  Rule: ROOT-4 Apart from other containers

    Scenario: another container of the image runs and has changed files
      Given a running container "other" whose process will "write /data/change.txt after then write /data/new text then remove /data/delete.txt then hold"
      And a container whose process will "read /data/change.txt then read /data/delete.txt then stat /data/new"
      When the runtime runs the container
      Then the standard output begins with "before\nto be deleted\n"
      And the process finds nothing at "/data/new"

  @ROOT-5
  Rule: ROOT-5 Kernel file systems

    Scenario: the process looks at its mounts
      Given a container whose process will "facts"
      When the runtime runs the container
      Then the process sees a mount of "proc" at "/proc"
      And the process sees a mount of "sysfs" at "/sys"
      And the process sees the mount at "/sys" to be read-only
      And the process sees a mount of "tmpfs" at "/dev/shm"

  @ROOT-6
  Rule: ROOT-6 Devices

    Scenario Outline: the process looks at <device>
      Given a container whose process will "stat <device>"
      When the runtime runs the container
      Then the process finds "<device>" to be the character device <number>

      Examples:
        | device       | number |
        | /dev/null    | 1:3    |
        | /dev/zero    | 1:5    |
        | /dev/full    | 1:7    |
        | /dev/random  | 1:8    |
        | /dev/urandom | 1:9    |
        | /dev/tty     | 5:0    |

    Scenario: the process uses devices
      Given a container whose process will "try open /dev/null then try open-write /dev/null then try open /dev/zero then try open /dev/urandom then try open-write /dev/full"
      When the runtime runs the container
      Then every deed of the process has been allowed

  @ROOT-7
  Rule: ROOT-7 Read-only on demand

    Scenario: a read-only root was asked for
      Given a container whose process will "try open-write /data/keep.txt then try open-write /new"
      And the container asks for a read-only root
      When the runtime runs the container
      Then every deed of the process has been denied
