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
      And the container asks for the user "worker"
      When the runtime runs the container
      Then the process has no effective capabilities of Linux

  @SEC-10 @needs:seccomp
  Rule: SEC-10 Filtered system calls

    Scenario: the process looks at its filter
      Given a container whose process will "facts"
      When the runtime runs the container
      Then the process runs under a filter of system calls
