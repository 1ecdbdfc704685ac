Feature: Security

  @SEC-1
  Rule: SEC-1 No mounts

    Scenario: the process tries to mount and to unmount
      Given a container whose process will "try mount then try umount"
      When the runtime runs the container
      Then every deed of the process has been denied

  @SEC-2
  Rule: SEC-2 No host settings

    Scenario: the process tries to change what all share
      Given a container whose process will "try settime then try init-module then try reboot"
      When the runtime runs the container
      Then every deed of the process has been denied

  @SEC-3
  Rule: SEC-3 Host name

    Scenario: the process tries to rename its host
      Given a container whose process will "try sethostname other"
      When the runtime runs the container
      Then every deed of the process has been denied

  @SEC-4
  Rule: SEC-4 Dropped capabilities

    Scenario: the process looks at its capabilities
      Given a container whose process will "facts"
      When the runtime runs the container
      Then the process can have none of these capabilities of Linux:
        | SYS_ADMIN  |
        | SYS_MODULE |
        | SYS_RAWIO  |
        | SYS_TIME   |
        | SYS_BOOT   |
        | MAC_ADMIN  |
        | NET_ADMIN  |
        | SYS_PTRACE |

  @SEC-5
  Rule: SEC-5 Capabilities on demand

    Scenario: capabilities are asked to be added
      Given a container whose process will "facts"
      And the container asks to gain the capability of Linux "NET_ADMIN"
      When the runtime runs the container
      Then the process has the capability of Linux "NET_ADMIN"
      And the process has the capability of Linux "CHOWN"

    Scenario: capabilities are asked to be dropped
      Given a container whose process will "facts"
      And the container asks to lose the capability of Linux "CHOWN"
      When the runtime runs the container
      Then the process can have none of these capabilities of Linux:
        | CHOWN |
      And the process has the capability of Linux "KILL"

  @SEC-6
  Rule: SEC-6 Devices of the host

    Scenario: the process makes a node of the loop control device and opens it
      Given a container whose process will "try mknod-open c 10 237 /data/device"
      When the runtime runs the container
      Then every deed of the process has been denied

    # Where the host's own root may not read its disks, this cannot fail. SEC-35 asks for devices that nearly every host opens.
    Scenario: the process makes nodes of the host's block devices and opens them
      Given a container whose process will try to open the block devices of the host
      When the runtime runs the container
      Then every deed of the process has been denied

  @SEC-7
  Rule: SEC-7 Kernel settings

    Scenario: the process tries to write settings
      Given a container whose process will "try open-write /proc/sys/kernel/hostname then try open-write /proc/sys/vm/swappiness then try open-write /sys/kernel/profiling"
      When the runtime runs the container
      Then every deed of the process has been denied

  @SEC-8
  Rule: SEC-8 No descriptors of the runtime

    Scenario: the process looks at its open descriptors
      Given a container whose process will "facts"
      When the runtime runs the container
      Then the process has no open descriptors but 0, 1 and 2

  @SEC-9
  Rule: SEC-9 Other users have no capabilities

    Scenario: the process is not root
      Given a container whose process will "facts"
      And the container asks for the user "1000:1000"
      When the runtime runs the container
      Then the process has no effective capabilities of Linux

  @SEC-10 @needs:seccomp
  Rule: SEC-10 Filtered system calls

    Scenario: the process looks at its filter
      Given a container whose process will "facts"
      When the runtime runs the container
      Then the process sees the filter of system calls "one"

  @SEC-11
  Rule: SEC-11 Files by handle

    Scenario: the process opens a file by a handle
      Given a container whose process will "try open-by-handle"
      When the runtime runs the container
      Then every deed of the process has been denied

  @SEC-12 @needs:seccomp
  Rule: SEC-12 The kernel's log

    Scenario: the process reads the log
      Given a container whose process will "try kernel-log"
      When the runtime runs the container
      Then every deed of the process has been denied

  @SEC-13
  Rule: SEC-13 Calls for the whole system

    Scenario: the process tries each call
      Given a container whose process will "try load-kernel then try swap-on then try account then try set-namespace then try ports"
      When the runtime runs the container
      Then every deed of the process has been denied

  @SEC-14 @needs:seccomp
  Rule: SEC-14 Programs in the kernel

    Scenario: the process tries each call
      Given a container whose process will "try bpf then try perf-event then try userfaultfd"
      When the runtime runs the container
      Then every deed of the process has been denied

  @SEC-15
  Rule: SEC-15 Keys

    Scenario: two containers look at their session keyrings
      Given a container "other" whose process will "facts"
      And the container "other" asks for no filter of system calls
      And the container "other" has been started and has ended
      And a container whose process will "facts"
      And the container asks for no filter of system calls
      When the runtime runs the container
      Then the process shares no session keyring with the container "other"

  @SEC-16
  Rule: SEC-16 Control groups

    Scenario: the process looks for files of control groups that it can write to
      Given a container whose process will "try write-cgroups"
      When the runtime runs the container
      Then every deed of the process has been denied

  @SEC-17
  Rule: SEC-17 Hidden files of the kernel

    Scenario Outline: the process looks at <path>
      Given a container whose process will "try see <path>"
      When the runtime runs the container
      Then every deed of the process has been denied

      Examples:
        | path             |
        | /proc/kcore      |
        | /proc/keys       |
        | /proc/timer_list |
        | /sys/firmware    |

  @SEC-18
  Rule: SEC-18 Files that act on the host

    Scenario: the process opens them for writing
      Given a container whose process will "try open-write /proc/sysrq-trigger then try open-write /proc/irq/default_smp_affinity then try open-write /proc/sys/kernel/core_pattern"
      When the runtime runs the container
      Then every deed of the process has been denied

  @SEC-19
  Rule: SEC-19 Processes of the host

    Scenario: the process knows the numbers of processes of the host
      Given a container whose process will reach for processes of the host
      When the runtime runs the container
      Then every deed of the process has been denied

  @SEC-20
  Rule: SEC-20 Working directory

    Scenario Outline: the container asks for what the runtime may have open as <number>
      Given a container whose process will "facts"
      And the container asks for the working directory "/proc/self/fd/<number>"
      When the runtime runs the container
      Then the process is kept inside its root

      Examples:
        | number |
        | 3      |
        | 4      |
        | 5      |
        | 6      |
        | 7      |
        | 8      |
        | 9      |
        | 10     |

  @SEC-21
  Rule: SEC-21 No new privileges

    Scenario: another user executes a program that belongs to root
      Given a container whose process will "chmod 4755 /probe then try setuid 1000 then execute /probe facts"
      And the container asks for no new privileges
      When the runtime runs the container
      Then the process runs as user 1000

  @SEC-22
  Rule: SEC-22 Set-user-ID programs

    Scenario: another user executes a program that belongs to root
      Given a container whose process will "chmod 4755 /probe then try setuid 1000 then execute /probe facts"
      When the runtime runs the container
      Then the process runs as user 0

  @SEC-23
  Rule: SEC-23 Rights of root

    Scenario: the process looks at its capabilities
      Given a container whose process will "facts"
      When the runtime runs the container
      Then the process has the capabilities of Linux:
        | CHOWN            |
        | DAC_OVERRIDE     |
        | FOWNER           |
        | FSETID           |
        | KILL             |
        | NET_BIND_SERVICE |
        | SETFCAP          |
        | SETGID           |
        | SETPCAP          |
        | SETUID           |
        | SYS_CHROOT       |

  @SEC-24
  Rule: SEC-24 No other rights

    Scenario: the process looks at its capabilities
      Given a container whose process will "facts"
      When the runtime runs the container
      Then the process can have no capabilities of Linux but:
        | CHOWN            |
        | DAC_OVERRIDE     |
        | FOWNER           |
        | FSETID           |
        | KILL             |
        | NET_BIND_SERVICE |
        | SETFCAP          |
        | SETGID           |
        | SETPCAP          |
        | SETUID           |
        | SYS_CHROOT       |
        | AUDIT_WRITE      |
        | MKNOD            |
        | NET_RAW          |

  @SEC-25
  Rule: SEC-25 No rights at all

    Scenario: all are dropped
      Given a container whose process will "facts"
      And the container asks to lose the capability of Linux "ALL"
      When the runtime runs the container
      Then the process has no effective capabilities of Linux

    Scenario: all are dropped but one
      Given a container whose process will "facts"
      And the container asks to lose the capability of Linux "ALL"
      And the container asks to gain the capability of Linux "CHOWN"
      When the runtime runs the container
      Then the process has the capability of Linux "CHOWN"
      And the process can have no capabilities of Linux but:
        | CHOWN |

  @SEC-26
  Rule: SEC-26 Unknown capabilities

    Scenario Outline: the container asks to <change> it
      Given a container whose process will "print begun"
      And the container asks to <change> the capability of Linux "FLY"
      When the runtime runs the container
      Then the runtime refuses: invalid
      And the container does not exist

      Examples:
        | change |
        | gain   |
        | lose   |

  @SEC-27
  Rule: SEC-27 Nothing to inherit

    Scenario: the process looks at its capabilities
      Given a container whose process will "facts"
      When the runtime runs the container
      Then the process sees the inheritable capabilities of Linux "none"

  @SEC-28
  Rule: SEC-28 Groups

    Scenario: the process is root
      Given a container whose process will "facts"
      When the runtime runs the container
      Then the process belongs to no groups but:
        | 0 |

    Scenario: the process is a user of the image
      Given a container whose process will "facts"
      And the container asks for the user "1000"
      When the runtime runs the container
      Then the process belongs to no groups but:
        | 1000 |
        | 2000 |

    Scenario: the process is a user of the image in a group that was asked for
      Given a container whose process will "facts"
      And the container asks for the user "1000:3000"
      When the runtime runs the container
      Then the process belongs to no groups but:
        | 3000 |

    Scenario: the image does not know the user
      Given a container whose process will "facts"
      And the container asks for the user "4321"
      When the runtime runs the container
      Then the process belongs to no groups but:
        | 0 |

  @SEC-29
  Rule: SEC-29 Further groups

    Scenario Outline: the group "<group>" is asked for
      Given a container whose process will "facts"
      And the container asks for the user "worker"
      And the container asks for the further group "<group>"
      When the runtime runs the container
      Then the process belongs to the group <number> as well
      And the process belongs to the group 2000 as well

      Examples:
        | group  | number |
        | 777    | 777    |
        | guests | 3000   |

  @SEC-30
  Rule: SEC-30 Unknown groups

    Scenario: nobody knows the group
      Given a container whose process will "print begun"
      And the container asks for the further group "nobody-knows"
      When the runtime runs the container
      Then the runtime refuses

  @SEC-31
  Rule: SEC-31 File mask

    Scenario: the process looks at its mask
      Given a container whose process will "facts"
      When the runtime runs the container
      Then the process sees the file mask "0022"

  @SEC-32 @needs:seccomp
  Rule: SEC-32 A filter of the caller's own

    Scenario: the filter denies what is usually allowed
      Given a container whose process will "try chroot"
      And the container asks for a filter of system calls that denies "chroot"
      When the runtime runs the container
      Then every deed of the process has been denied

    Scenario: the filter allows what is usually denied
      Given a container whose process will "try userfaultfd"
      And the container asks for a filter of system calls that denies "chroot"
      When the runtime runs the container
      Then every deed of the process has been allowed

  @SEC-33 @needs:seccomp
  Rule: SEC-33 Filters that nobody can read

    Scenario: the filter ends in the middle
      Given a container whose process will "print begun"
      And the container asks for a filter of system calls that nobody can read
      When the runtime runs the container
      Then the runtime refuses
      And the container does not exist

  @SEC-34 @needs:seccomp
  Rule: SEC-34 No filter

    Scenario: no filter is asked for
      Given a container whose process will "facts"
      And the container asks for no filter of system calls
      When the runtime runs the container
      Then the process sees the filter of system calls "none"

  @SEC-35
  Rule: SEC-35 The kernel's devices

    Scenario Outline: the process makes the node of the device for <what> and opens it
      Given a container whose process will "try mknod-open c <number> /data/device"
      When the runtime runs the container
      Then every deed of the process has been denied

      Examples:
        | what                     | number |
        | memory                   | 1 1    |
        | ports                    | 1 4    |
        | log                      | 1 11   |
        | virtual machines         | 10 232 |
        | file systems of programs | 10 229 |
        | btrfs file systems       | 10 234 |
        | loop devices             | 10 237 |
        | console                  | 4 0    |

  @SEC-36
  Rule: SEC-36 Usual devices

    Scenario: the process opens them for reading and for writing
      Given a container whose process will "try open /dev/null then try open-write /dev/null then try open /dev/zero then try open-write /dev/zero then try open /dev/full then try open-write /dev/full then try open /dev/random then try open-write /dev/random then try open /dev/urandom then try open-write /dev/urandom"
      When the runtime runs the container
      Then every deed of the process has been allowed

  @SEC-37 @needs:host-devices
  Rule: SEC-37 Devices on demand

    Scenario: a device is asked for under another path
      Given a container whose process will "try open /dev/asked-for then try open-write /dev/asked-for"
      And the container asks for the device "/dev/kmsg:/dev/asked-for:rw"
      And the container asks to gain the capability of Linux "SYSLOG"
      When the runtime runs the container
      Then every deed of the process has been allowed

  @SEC-38 @needs:host-devices
  Rule: SEC-38 Devices for reading

    Scenario: a device is asked for to be read
      Given a container whose process will "try open-write /dev/asked-for"
      And the container asks for the device "/dev/kmsg:/dev/asked-for:r"
      When the runtime runs the container
      Then every deed of the process has been denied

  @SEC-39 @needs:host-devices
  Rule: SEC-39 Missing devices

    Scenario: the host has no such device
      Given a container whose process will "print begun"
      And the container asks for the device "/dev/nobody-has-this"
      When the runtime runs the container
      Then the runtime refuses

  @SEC-40
  Rule: SEC-40 Kernel settings on demand

    Scenario Outline: the setting <setting> is asked for
      Given a container whose process will "read /proc/sys/<file>"
      And the container asks for the kernel setting "<setting>"
      When the runtime runs the container
      Then the standard output begins with "<value>"

      Examples:
        | setting                                  | file                         | value   |
        | net.ipv4.ip_local_port_range=40000 40099 | net/ipv4/ip_local_port_range | 40000   |
        | kernel.shmmax=1234567                    | kernel/shmmax                | 1234567 |

  @SEC-41
  Rule: SEC-41 Kernel settings of the host

    Scenario Outline: the setting <setting> is asked for
      Given a container whose process will "print begun"
      And the container asks for the kernel setting "<setting>"
      When the runtime runs the container
      Then the runtime refuses: invalid
      And the container does not exist

      Examples:
        | setting         |
        | vm.swappiness=3 |
        | kernel.panic=7  |

  @SEC-42
  Rule: SEC-42 All privileges

    Scenario: the process does what others may not
      Given a host whose root has all capabilities of Linux
      And a container whose process will "try mount then try open /dev/kmsg then facts"
      And the container asks for all privileges
      When the runtime runs the container
      Then every deed of the process has been allowed
      And the process sees the filter of system calls "none"

  @SEC-44
  Rule: SEC-44 Links in place of folders

    Scenario Outline: /<folder> of the image is a link to a folder of the host
      Given a file that only the host has
      And an archive in which "<folder>" is a symbolic link to the folder of that file
      And the archive has been imported as the image "hostile"
      And a container of the image "hostile" that runs "/nothing"
      When the runtime runs the container
      Then the runtime refuses
      And the folder of that file is as it was

      Examples:
        | folder |
        | dev    |
        | etc    |
        | proc   |
        | sys    |
