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
      Given a container whose process will "try open /dev/null then try open-write /dev/null then try open /dev/zero then try open /dev/random then try open /dev/urandom then try open-write /dev/full"
      When the runtime runs the container
      Then every deed of the process has been allowed

  @ROOT-7
  Rule: ROOT-7 Read-only on demand

    Scenario: a read-only root was asked for
      Given a container whose process will "try open-write /data/keep.txt then try open-write /new"
      And the container asks for a read-only root
      When the runtime runs the container
      Then every deed of the process has been denied

  @ROOT-8
  Rule: ROOT-8 Pseudo-terminals and message queues

    Scenario: the process looks at its mounts
      Given a container whose process will "facts"
      When the runtime runs the container
      Then the process sees a mount of "devpts" at "/dev/pts"
      And the process sees a mount of "mqueue" at "/dev/mqueue"

  @ROOT-9
  Rule: ROOT-9 Names for descriptors

    Scenario: the process looks at the links
      Given a container whose process will "stat /dev/fd then stat /dev/stdin then stat /dev/stdout then stat /dev/stderr"
      When the runtime runs the container
      Then the process finds "/dev/fd" to be a link to "/proc/self/fd"
      And the process finds "/dev/stdin" to be a link to "/proc/self/fd/0"
      And the process finds "/dev/stdout" to be a link to "/proc/self/fd/1"
      And the process finds "/dev/stderr" to be a link to "/proc/self/fd/2"

  @ROOT-10
  Rule: ROOT-10 Room for shared memory

    Scenario: the process belongs to a user who is not root
      Given a container whose process will "try open-write /dev/shm/mine"
      And the container asks for the user "worker"
      When the runtime runs the container
      Then every deed of the process has been allowed

  @ROOT-11
  Rule: ROOT-11 Files that tell who it is

    Scenario: the image has none of them
      Given a container whose process will "try open /etc/hostname then try open /etc/hosts then try open /etc/resolv.conf"
      When the runtime runs the container
      Then every deed of the process has been allowed

  @ROOT-12
  Rule: ROOT-12 No changes of the container's

    Scenario: the process has written to all of them
      Given an exited container whose process will "append /etc/hostname x then append /etc/hosts x then append /etc/resolv.conf x then write /data/beside text"
      When the runtime lists the changes of the container
      Then no listed change is below "/etc"
      And the listed changes include:
        | kind  | path         |
        | added | /data/beside |

  @ROOT-13
  Rule: ROOT-13 The umask

    Scenario: the process looks at its umask
      Given a container whose process will "facts"
      When the runtime runs the container
      Then the umask of the process is 0022

  @ROOT-14
  Rule: ROOT-14 Kept over a stop

    Scenario: the process adds to a file with every start
      Given a container whose process will "append /data/append.txt again then read /data/append.txt"
      And the container has been started and has ended
      And the container has been started again and has ended
      When the runtime reads the log of the container
      Then the standard output is "first line\nagainfirst line\nagainagain"

  @ROOT-15
  Rule: ROOT-15 Kept at the end

    Scenario: the process was killed
      Given a running container whose process will "write /data/new text then hold"
      And the container has been killed
      When the runtime copies "/data/new" out of the container
      Then the archive holds exactly:
        | path | content |
        | new  | text    |

  @ROOT-16
  Rule: ROOT-16 The image stays as it is

    Scenario: a container of the image has changed files and is gone
      Given an exited container "first" whose process will "write /data/change.txt after then write /data/new text then remove /data/delete.txt"
      And the container "first" has been removed
      And a container whose process will "read /data/change.txt then read /data/delete.txt then stat /data/new"
      When the runtime runs the container
      Then the standard output begins with "before\nto be deleted\n"
      And the process finds nothing at "/data/new"

  @ROOT-17
  Rule: ROOT-17 Directories made anew

    Scenario: the directory was not empty
      Given a container whose process will "remove /data/directory then mkdir /data/directory then write /data/directory/new text then entries /data/directory"
      When the runtime runs the container
      Then the process lists exactly the entries:
        | new |

  @ROOT-18
  Rule: ROOT-18 Second names

    Scenario: the process writes by one name and reads by the other
      Given a container whose process will "link /data/change.txt /data/second then write /data/change.txt after then read /data/second then stat /data/change.txt then stat /data/second"
      When the runtime runs the container
      Then the standard output begins with "after"
      And the process finds "/data/change.txt" and "/data/second" to be the same file

  @ROOT-19
  Rule: ROOT-19 Moved files

    Scenario: the file belongs to somebody
      Given a container whose process will "try rename /data/owned.txt /data/moved then read /data/moved then stat /data/moved then stat /data/owned.txt"
      When the runtime runs the container
      Then every deed of the process has been allowed
      And the process finds "/data/moved" to belong to 1000:1000
      And the process finds "/data/moved" to have the mode 0640
      And the process finds "/data/moved" to be a file of 13 bytes
      And the process finds nothing at "/data/owned.txt"

  @ROOT-20
  Rule: ROOT-20 Moved directories

    Scenario: the directory has entries
      Given a container whose process will "try rename /data/directory /data/moved then stat /data/directory/below/three.txt then stat /data/moved/below/three.txt then stat /data/directory then stat /data/moved"
      When the runtime runs the container
      Then the process finds exactly one of "/data/directory" and "/data/moved"
      And the process finds exactly one of "/data/directory/below/three.txt" and "/data/moved/below/three.txt"

  @ROOT-21
  Rule: ROOT-21 What a change leaves alone

    Scenario: the file belongs to somebody
      Given a container whose process will "append /data/owned.txt more then read /data/owned.txt then stat /data/owned.txt"
      When the runtime runs the container
      Then the standard output begins with "the worker's\nmore"
      And the process finds "/data/owned.txt" to belong to 1000:1000
      And the process finds "/data/owned.txt" to have the mode 0640

  @ROOT-22 @needs:volumes @needs:tmpfs
  Rule: ROOT-22 Writable places of a read-only root

    Scenario: the process writes to both
      Given a container whose process will "try open-write /volume/new then try open-write /scratch/new"
      And the container asks for a read-only root
      And the container asks for a new volume at "/volume"
      And the container asks for a file system in memory at "/scratch"
      When the runtime runs the container
      Then every deed of the process has been allowed

  @ROOT-23 @needs:tmpfs
  Rule: ROOT-23 File systems in memory

    Scenario: the image has no such directory
      Given a container whose process will "facts then try open-write /scratch/new"
      And the container asks for a file system in memory at "/scratch"
      When the runtime runs the container
      Then the process sees a mount of "tmpfs" at "/scratch"
      And every deed of the process has been allowed

  @ROOT-24 @needs:tmpfs
  Rule: ROOT-24 Nothing of it stays

    Scenario: the container is started again
      Given a container whose process will "stat /scratch/new then write /scratch/new text"
      And the container asks for a file system in memory at "/scratch"
      And the container has been started and has ended
      And the container has been started again and has ended
      When the runtime reads the log of the container
      Then the process never finds anything at "/scratch/new"

    Scenario: the changes are listed
      Given a container whose process will "write /scratch/new text"
      And the container asks for a file system in memory at "/scratch"
      And the container has been run
      When the runtime lists the changes of the container
      Then no listed change is below "/scratch"

  @ROOT-25 @needs:tmpfs
  Rule: ROOT-25 Its size

    Scenario: the process writes more
      Given a container whose process will "try fill /scratch/new 200000"
      And the container asks for a file system in memory of 64k at "/scratch"
      When the runtime runs the container
      Then every deed of the process has been denied

    Scenario: the process writes less
      Given a container whose process will "try fill /scratch/new 20000"
      And the container asks for a file system in memory of 64k at "/scratch"
      When the runtime runs the container
      Then every deed of the process has been allowed

  @ROOT-26 @needs:tmpfs
  Rule: ROOT-26 Its mode

    Scenario: only root may enter
      Given a container whose process will "stat /scratch"
      And the container asks for a file system in memory with the mode 0710 at "/scratch"
      When the runtime runs the container
      Then the process finds "/scratch" to have the mode 0710

  @ROOT-27 @needs:bind-mounts
  Rule: ROOT-27 Directories of the host

    Scenario: it takes the place of a directory of the image
      Given a folder of the host with:
        | path | content |
        | file | text    |
      And a container whose process will "entries /data/directory then append /data/directory/file more then write /data/directory/new 2"
      And the container asks for the folder at "/data/directory"
      When the runtime runs the container
      Then the process lists exactly the entries:
        | file |
      And the folder holds exactly:
        | path | kind | content  |
        | file | file | textmore |
        | new  | file | 2        |

  @ROOT-28 @needs:bind-mounts
  Rule: ROOT-28 Files of the host

    Scenario: it takes the place of a file of the image
      Given a folder of the host with:
        | path | content |
        | file | text    |
      And a container whose process will "read /data/keep.txt"
      And the container asks for "file" of the folder at "/data/keep.txt"
      When the runtime runs the container
      Then the standard output is "text"

  @ROOT-29 @needs:bind-mounts
  Rule: ROOT-29 Only to be read

    Scenario: the process tries to change what is there, and to add to it
      Given a folder of the host with:
        | path | content |
        | file | text    |
      And a container whose process will "read /shown/file then read /single then try open-write /shown/file then try open-write /shown/new then try open-write /single"
      And the container asks for the folder read-only at "/shown"
      And the container asks for "file" of the folder read-only at "/single"
      When the runtime runs the container
      Then the standard output begins with "texttext"
      And every deed of the process has been denied
      And the folder holds exactly:
        | path | kind | content |
        | file | file | text    |

  @ROOT-30 @needs:bind-mounts
  Rule: ROOT-30 Later changes on the host

    Scenario: the process reads a file that was not there at its start
      Given an empty folder of the host
      And a container whose process will "await-line then read /shown/new"
      And the container asks for the folder at "/shown"
      And the container asks for an open standard input
      And the container has been started
      And a caller who is attached to the container
      And a folder of the host with:
        | path | content |
        | new  | text    |
      When the caller writes "go\n"
      Then the log of the container soon holds "text"

  @ROOT-31 @needs:bind-mounts
  Rule: ROOT-31 No ties between mounts

    Scenario: the directory passes mounts on, on the host
      Given a folder of the host whose mounts are shared
      And a container whose process will "hold"
      And the container asks for the folder at "/shown"
      And the container has been started
      Then the mount at "/shown" in the container is linked to no other

  @ROOT-32 @needs:bind-mounts
  Rule: ROOT-32 A source that is missing

    Scenario: there is nothing at the path
      Given an empty folder of the host
      And a container whose process will "write /shown/file text"
      And the container asks for "missing" of the folder at "/shown"
      When the runtime runs the container
      Then the runtime succeeds or refuses: not-found or invalid
      And the folder holds exactly, or nothing after a refusal:
        | path         | kind      | content |
        | missing      | directory |         |
        | missing/file | file      | text    |

  @ROOT-33 @needs:bind-mounts
  Rule: ROOT-33 Relative targets

    Scenario: the target has no slash
      Given an empty folder of the host
      And a container whose process will "exit 0"
      And the container asks for the folder at "shown"
      When the runtime creates the container
      Then the runtime refuses: invalid
      And the container does not exist

  @ROOT-34 @needs:bind-mounts
  Rule: ROOT-34 One place, one thing

    Scenario: two directories of the host
      Given a folder of the host with:
        | path | kind      |
        | one  | directory |
        | two  | directory |
      And a container whose process will "exit 0"
      And the container asks for "one" of the folder at "/shown"
      And the container asks for "two" of the folder at "/shown"
      When the runtime creates the container
      Then the runtime refuses: invalid
      And the container does not exist

  @ROOT-35 @needs:bind-mounts
  Rule: ROOT-35 Targets stay inside

    Scenario Outline: a link to "<target>" is on the way
      Given an exited container "preparing" whose process will "symlink <target> /data/way"
      And the container "preparing" has been committed as the image "hostile"
      And a folder of the host with:
        | path | content |
        | file | text    |
      And a container of the image "hostile" whose process will "read /tmp/conform-escape-mounted/file"
      And the container asks for the folder at "/data/way/conform-escape-mounted"
      When the runtime runs the container
      Then the host has no file "/tmp/conform-escape-mounted"
      And the standard output is "text"

      Examples:
        | target                  |
        | /tmp                    |
        | ../../../../../../../tmp |

  @ROOT-36 @needs:bind-mounts
  Rule: ROOT-36 No change of the container

    Scenario: the process has written into the directory, and beside it
      Given an empty folder of the host
      And a container whose process will "write /data/directory/new text then write /data/beside text"
      And the container asks for the folder at "/data/directory"
      And the container has been run
      When the runtime lists the changes of the container
      Then no listed change is below "/data/directory"
      And the listed changes include:
        | kind  | path         |
        | added | /data/beside |
