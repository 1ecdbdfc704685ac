Feature: Resource limits

  @LIMIT-1 @needs:memory-limit
  Rule: LIMIT-1 Memory

    Scenario: the process wants more than the limit
      Given a container whose process will "print begun then allocate 268435456 then print survived"
      And the container asks for at most "64m" of memory
      When the runtime runs the container
      Then the exit status is 137
      And the standard output is "begun\n"

    Scenario: the process keeps to the limit
      Given a container whose process will "allocate 33554432"
      And the container asks for at most "64m" of memory
      When the runtime runs the container
      Then the exit status is 0
      And the standard output is "allocated 33554432\n"

    Scenario: there is no limit
      Given a container whose process will "allocate 268435456"
      When the runtime runs the container
      Then the exit status is 0

  @LIMIT-2 @needs:memory-limit
  Rule: LIMIT-2 Sizes

    Scenario Outline: <size> are asked for and 32 MiB are used
      Given a container whose process will "allocate 33554432"
      And the container asks for at most "<size>" of memory
      When the runtime runs the container
      Then the exit status is <status>

      Examples:
        | size     | status |
        | 67108864 | 0      |
        | 65536k   | 0      |
        | 64m      | 0      |
        | 1g       | 0      |
        | 8388608  | 137    |
        | 8192k    | 137    |
        | 8m       | 137    |

  @LIMIT-3 @needs:memory-limit
  Rule: LIMIT-3 No size

    Scenario Outline: "<size>" is asked for
      Given a container whose process will "print begun"
      And the container asks for at most "<size>" of memory
      When the runtime runs the container
      Then the runtime refuses: invalid
      And the container does not exist

      Examples:
        | size |
        | much |
        | 64x  |
        | 32bm |

  @LIMIT-4 @needs:pids-limit
  Rule: LIMIT-4 Processes

    Scenario: the process wants more children than the limit leaves
      Given a container whose process will "spawn 32"
      And the container asks for at most 8 processes
      When the runtime runs the container
      Then the process has started between 1 and 7 children

    Scenario: the process keeps to the limit
      Given a container whose process will "spawn 4"
      And the container asks for at most 8 processes
      When the runtime runs the container
      Then the process has started between 4 and 4 children

  @LIMIT-5 @needs:cpu-limit
  Rule: LIMIT-5 Processors

    Scenario: the process is busy all the time
      Given a container whose process will "burn 1000"
      And the container asks for at most 0.2 processors
      When the runtime runs the container
      Then the process has had at most 0.35 of a processor

  @LIMIT-6 @needs:memory-limit
  Rule: LIMIT-6 Spellings of sizes

    Scenario Outline: <size> are asked for
      Given a container whose process will "facts"
      And the container asks for at most "<size>" of memory
      When the runtime runs the container
      Then the process sees the memory limit "<bytes>"

      Examples:
        | size      | bytes      |
        | 64M       | 67108864   |
        | 64mb      | 67108864   |
        | 64MB      | 67108864   |
        | 65536Kb   | 67108864   |
        | 67108864b | 67108864   |
        | 1G        | 1073741824 |

  @LIMIT-7 @needs:memory-limit
  Rule: LIMIT-7 Memory of all processes

    Scenario: children want more together than the limit
      Given a container whose process will "crowd 4 33554432"
      And the container asks for at most "64m" of memory
      When the runtime runs the container
      Then the process has kept between 1 and 3 children

    Scenario: children keep to the limit together
      Given a container whose process will "crowd 4 4194304"
      And the container asks for at most "64m" of memory
      When the runtime runs the container
      Then the process has kept between 4 and 4 children

  @LIMIT-8 @needs:memory-limit
  Rule: LIMIT-8 Memory of others

    Scenario: another container uses up its memory
      Given a running container "bystander" whose process will "allocate 16777216 then hold"
      And the caller has looked at the container "bystander"
      And a container "hog" whose process will "allocate 268435456"
      And the container "hog" asks for at most "64m" of memory
      When the runtime runs the container "hog"
      Then the exit status is 137
      And the container "bystander" is as it was

  @LIMIT-9 @needs:memory-limit
  Rule: LIMIT-9 Life after a loss

    Scenario: children are killed for want of memory
      Given a container whose process will "crowd 4 33554432 then print survived"
      And the container asks for at most "64m" of memory
      When the runtime runs the container
      Then the exit status is 0
      And the process has kept between 1 and 3 children

  @LIMIT-10 @needs:memory-limit
  Rule: LIMIT-10 Want of memory is told

    Scenario: the process has been killed for want of memory
      Given a container whose process will "allocate 268435456"
      And the container asks for at most "64m" of memory
      And the container has been started and has ended
      When the runtime inspects the container
      Then the answer shows that a process was killed for want of memory

  @LIMIT-11 @needs:memory-limit
  Rule: LIMIT-11 Too little memory

    Scenario: 32 bytes are asked for
      Given a container whose process will "print begun"
      And the container asks for at most "32b" of memory
      When the runtime runs the container
      Then the runtime refuses

  @LIMIT-12 @needs:memory-limit @needs:swap-limit
  Rule: LIMIT-12 Memory and swap

    Scenario: the bound is above the memory limit
      Given a container whose process will "facts"
      And the container asks for at most "64m" of memory
      And the container asks for the limit of memory and swap "96m"
      When the runtime runs the container
      Then the process sees the limit of memory and swap "100663296"

    Scenario: the bound is the memory limit
      Given a container whose process will "facts"
      And the container asks for at most "64m" of memory
      And the container asks for the limit of memory and swap "64m"
      When the runtime runs the container
      Then the process sees the limit of memory and swap "67108864"

  @LIMIT-13 @needs:memory-limit @needs:swap-limit
  Rule: LIMIT-13 Swap by default

    Scenario: nothing is said about swap
      Given a container whose process will "facts"
      And the container asks for at most "64m" of memory
      When the runtime runs the container
      Then the process sees the limit of memory and swap "134217728"

  @LIMIT-14 @needs:memory-limit @needs:swap-limit
  Rule: LIMIT-14 Swap without bound

    Scenario: no bound is asked for
      Given a container whose process will "facts"
      And the container asks for at most "64m" of memory
      And the container asks for the limit of memory and swap "-1"
      When the runtime runs the container
      Then the process sees the limit of memory and swap "none"
      And the process sees the memory limit "67108864"

  @LIMIT-15 @needs:memory-limit @needs:swap-limit
  Rule: LIMIT-15 Swap and memory contradict

    Scenario: the bound is below the memory limit
      Given a container whose process will "print begun"
      And the container asks for at most "64m" of memory
      And the container asks for the limit of memory and swap "32m"
      When the runtime runs the container
      Then the runtime refuses: invalid
      And the container does not exist

    Scenario: there is no memory limit
      Given a container whose process will "print begun"
      And the container asks for the limit of memory and swap "64m"
      When the runtime runs the container
      Then the runtime refuses: invalid
      And the container does not exist

  @LIMIT-16 @needs:memory-limit @needs:pids-limit @needs:cpu-limit
  Rule: LIMIT-16 Limits in sight

    Scenario: three limits are asked for
      Given a container whose process will "facts"
      And the container asks for at most "64m" of memory
      And the container asks for at most 20 processes
      And the container asks for at most 0.5 processors
      When the runtime runs the container
      Then the process sees the memory limit "67108864"
      And the process sees the limit of processes "20"
      And the process sees the share of processors "0.5"

  @LIMIT-17 @needs:memory-limit @needs:cpu-limit
  Rule: LIMIT-17 No limits by default

    Scenario: nothing is asked for
      Given a container whose process will "facts"
      When the runtime runs the container
      Then the process sees the memory limit "none"
      And the process sees the share of processors "none"

  @LIMIT-18 @needs:memory-limit
  Rule: LIMIT-18 Limits at each start

    Scenario: the container has been killed for want of memory before
      Given a container whose process will "print begun then allocate 268435456 then print survived"
      And the container asks for at most "64m" of memory
      And the container has been started and has ended
      When the runtime starts the container
      Then the container ends with exit status 137
      And the log of the container soon holds "begun\nbegun\n"

  @LIMIT-19 @needs:cpu-limit
  Rule: LIMIT-19 Weight

    Scenario: one container asks for a greater weight than another
      Given a container "light" whose process will "facts"
      And the container "light" asks for the weight "256"
      And the container "light" has been started and has ended
      And a container "heavy" whose process will "facts"
      And the container "heavy" asks for the weight "2048"
      When the runtime runs the container "heavy"
      Then the process has a greater weight than that of the container "light"

  @LIMIT-20 @needs:processor-set
  Rule: LIMIT-20 Set of processors

    Scenario: the first processor is asked for
      Given a container whose process will "facts"
      And the container asks for the set of processors "0"
      When the runtime runs the container
      Then the process sees the set of processors "0"

  @LIMIT-21 @needs:processor-set
  Rule: LIMIT-21 Missing processors

    Scenario: a processor is asked for that no host has
      Given a container whose process will "print begun"
      And the container asks for the set of processors "65000"
      When the runtime runs the container
      Then the runtime refuses: invalid
      And the container does not exist

  @LIMIT-22
  Rule: LIMIT-22 Limits that make no sense

    Scenario Outline: the <limit> "<value>" is asked for
      Given a container whose process will "print begun"
      And the container asks for the <limit> "<value>"
      When the runtime runs the container
      Then the runtime refuses: invalid
      And the container does not exist

      @needs:pids-limit
      Examples:
        | limit              | value |
        | limit of processes | many  |

      @needs:cpu-limit
      Examples:
        | limit               | value |
        | share of processors | much  |
        | weight              | heavy |

      @needs:processor-set
      Examples:
        | limit             | value |
        | set of processors | none  |

      Examples:
        | limit                 | value          |
        | size of shared memory | large          |
        | resource limits       | nofile=many    |
        | resource limits       | nothing=1      |
        | resource limits       | nofile=300:200 |

  @LIMIT-23
  Rule: LIMIT-23 Limits of each process

    Scenario: fewer open files and processes are asked for than the host allows
      Given a container whose process will "facts"
      And the container asks for the resource limits "nofile=100:200 nproc=500:500"
      When the runtime runs the container
      Then the process sees the limit of open files "100:200"

  @LIMIT-24
  Rule: LIMIT-24 Shared memory

    Scenario: one mebibyte is asked for
      Given a container whose process will "try fill /dev/shm/file 1048577"
      And the container asks for the size of shared memory "1m"
      When the runtime runs the container
      Then every deed of the process has been denied

    Scenario: the process keeps to what was asked for
      Given a container whose process will "try fill /dev/shm/file 1000000"
      And the container asks for the size of shared memory "1m"
      When the runtime runs the container
      Then every deed of the process has been allowed

  @LIMIT-25
  Rule: LIMIT-25 Shared memory by default

    Scenario: nothing is asked for
      Given a container whose process will "try fill /dev/shm/file 64000000"
      When the runtime runs the container
      Then every deed of the process has been allowed

  @LIMIT-26
  Rule: LIMIT-26 Who is killed first

    Scenario: a score is asked for
      Given a container whose process will "facts"
      And the container asks for the out-of-memory score "500"
      When the runtime runs the container
      Then the process sees the out-of-memory score "500"

  @LIMIT-27
  Rule: LIMIT-27 Scores that are none

    Scenario Outline: the score <score> is asked for
      Given a container whose process will "print begun"
      And the container asks for the out-of-memory score "<score>"
      When the runtime runs the container
      Then the runtime refuses

      Examples:
        | score |
        | 1001  |
        | -1001 |

  @LIMIT-28 @needs:memory-limit
  Rule: LIMIT-28 No control groups left

    Scenario: a running container is removed by force
      Given a container whose process will "hold"
      And the container asks for at most "64m" of memory
      And the container has been started
      And the caller has looked at the container
      When the runtime removes the container by force
      Then none of the cgroups that the container had is left

  @LIMIT-29 @needs:pids-limit
  Rule: LIMIT-29 Any number of processes

    Scenario: no limit is asked for
      Given a container whose process will "facts"
      And the container asks for the limit of processes "-1"
      When the runtime runs the container
      Then the process sees the limit of processes "none"
