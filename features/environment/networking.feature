Feature: Networking

  @NET-1
  Rule: NET-1 Without a network

    Scenario: no network is asked for
      Given a container whose process will "facts"
      And the container asks for no network
      When the runtime runs the container
      Then the process sees the interface "lo" up with the address "127.0.0.1"
      And the process sees no other interface up

    Scenario: the process connects to itself
      Given a container whose process will "connect tcp 127.0.0.1 7 hello"
      And the container asks for no network
      When the runtime runs the container
      Then the standard output is "{\"error\":\"ECONNREFUSED\"}\n"

  @NET-2 @needs:network
  Rule: NET-2 An address of its own

    Scenario: the process looks at its interfaces
      Given a container whose process will "facts"
      When the runtime runs the container
      Then the process sees an interface besides loopback up with an IPv4 address
      And the process sees none of the host's addresses

    Scenario: two containers run
      Given a running container "first" whose process will "facts then hold"
      And a container "second" whose process will "facts"
      When the runtime runs the container "second"
      Then the process shares no address with the container "first"

  @NET-3 @needs:network
  Rule: NET-3 Way out

    Scenario: the process looks at its routes
      Given a container whose process will "facts"
      When the runtime runs the container
      Then the process has a default gateway

  @NET-4 @needs:network
  Rule: NET-4 The reported address

    Scenario: the container runs
      Given a running container whose process will "facts then hold"
      When the runtime inspects the container
      Then the answer shows an address that the container has

  @NET-5 @needs:network
  Rule: NET-5 Between containers

    Scenario: a server listens in one container and a client calls from another
      Given a running container "server" whose process will "listen tcp 4444 then hold"
      And a container "client" whose process will connect to port 4444/tcp of the container "server" at its own address
      When the runtime runs the container "client"
      Then the standard output is "pong\n"

  @NET-6
  Rule: NET-6 The host's loopback

    Scenario: a service listens on the loopback address of the host
      Given a service on the loopback address of the host
      And a container whose process will connect to that service
      When the runtime runs the container
      Then the standard output is "{\"error\":\"ECONNREFUSED\"}\n"
      And nobody has connected to that service

  @NET-7
  Rule: NET-7 Host name

    Scenario: a host name is asked for
      Given a container whose process will "facts"
      And the container asks for the host name "harbour"
      When the runtime runs the container
      Then the process sees the host name "harbour"

    Scenario: none is asked for
      Given a container whose process will "facts"
      When the runtime runs the container
      Then the process sees the first 12 digits of the identifier of the container as its host name

  @NET-8 @needs:network
  Rule: NET-8 Its own name

    Scenario: the process looks its host name up
      Given a container whose process will "facts then resolve harbour"
      And the container asks for the host name "harbour"
      When the runtime runs the container
      Then the last line is one of the addresses of the process

  @NET-9 @needs:network
  Rule: NET-9 Datagrams between containers

    Scenario: a server listens in one container and a client calls from another
      Given a running container "server" whose process will "listen udp 4444 then hold"
      And a container "client" whose process will connect to port 4444/udp of the container "server" at its own address
      When the runtime runs the container "client"
      Then the standard output is "pong\n"

  @NET-10 @needs:network
  Rule: NET-10 Who calls

    Scenario: the server tells the client who it is
      Given a running container "server" whose process will "listen tcp 4444 telling-who then hold"
      And a container "client" whose process will "facts" and connect to port 4444/tcp of the container "server" at its own address
      When the runtime runs the container "client"
      Then the last line is one of the addresses of the process

  @NET-11 @needs:network
  Rule: NET-11 The host

    Scenario: a service listens at the address of the host
      Given a service on the address of the host
      And a container whose process will connect to that service
      When the runtime runs the container
      Then the standard output is "the host\n\n"

  @NET-12 @needs:network
  Rule: NET-12 From the host

    Scenario: the host calls
      Given a running container whose process will "listen tcp 4444 then hold"
      Then the host gets "pong" from port 4444/tcp of the container at its own address

  @NET-13
  Rule: NET-13 Localhost

    Scenario: the process looks it up
      Given a container whose process will "resolve localhost"
      When the runtime runs the container
      Then the standard output is "127.0.0.1\n"

    Scenario: it has no network
      Given a container whose process will "resolve localhost"
      And the container asks for no network
      When the runtime runs the container
      Then the standard output is "127.0.0.1\n"

  @NET-14 @needs:network
  Rule: NET-14 Hosts of the caller

    Scenario: two names are given
      Given a container whose process will "resolve anchor then resolve mast.example"
      And the container asks for the line of the hosts file "anchor:192.0.2.5"
      And the container asks for the line of the hosts file "mast.example:192.0.2.6"
      When the runtime runs the container
      Then the standard output is "192.0.2.5\n192.0.2.6\n"

  @NET-15 @needs:network
  Rule: NET-15 No such address

    Scenario Outline: a name is given <what>
      Given a container whose process will "hold"
      And the container asks for the line of the hosts file "<text>"
      When the runtime creates the container
      Then the runtime refuses: invalid
      And the container does not exist
      Examples:
        | what | text |
        | nothing | anchor |
        | another name | anchor:mast |

  @NET-16 @needs:network
  Rule: NET-16 Name servers

    Scenario: two are asked for
      Given a container whose process will "read /etc/resolv.conf"
      And the container asks for the name server "192.0.2.53"
      And the container asks for the name server "192.0.2.54"
      When the runtime runs the container
      Then the process finds exactly the name servers "192.0.2.53 192.0.2.54"

  @NET-17 @needs:network
  Rule: NET-17 Search domains and options

    Scenario: one of each is asked for
      Given a container whose process will "read /etc/resolv.conf"
      And the container asks for the search domain "harbour.example"
      And the container asks for the resolver option "ndots:3"
      When the runtime runs the container
      Then the standard output has the line "search harbour.example"
      And the standard output has the line "options ndots:3"

  @NET-18 @needs:network
  Rule: NET-18 No such name server

    Scenario: it is a name
      Given a container whose process will "hold"
      And the container asks for the name server "anchor"
      When the runtime creates the container
      Then the runtime refuses: invalid
      And the container does not exist

  @NET-19 @needs:network
  Rule: NET-19 Name servers within reach

    Scenario: none is asked for
      Given a container whose process will "read /etc/resolv.conf"
      When the runtime runs the container
      Then the process sees a name server that is none of the addresses of loopback

  @NET-20 @needs:network @needs:domain-name
  Rule: NET-20 Domain name

    Scenario: the process looks itself up
      Given a container whose process will "facts then resolve anchor.harbour.example"
      And the container asks for the host name "anchor"
      And the container asks for the domain name "harbour.example"
      When the runtime runs the container
      Then the last line is one of the addresses of the process

    Scenario: the process asks the kernel
      Given a container whose process will "read /proc/sys/kernel/domainname"
      And the container asks for the domain name "harbour.example"
      When the runtime runs the container
      Then the standard output is "harbour.example\n"

  @NET-21 @needs:network
  Rule: NET-21 Size of packets

    Scenario: the process looks at its interfaces
      Given a container whose process will "facts"
      When the runtime runs the container
      Then the process sees every interface but loopback with an MTU of 1500 or that of the host

  @NET-22 @needs:network
  Rule: NET-22 No cable stays

    Scenario: the container has been stopped
      Given a running container whose process will "facts then hold"
      And the container has been stopped
      Then the host has no other end of an interface that the container had

    Scenario: the process has been killed
      Given a running container whose process will "facts then hold"
      And the container has been killed
      Then the host has no other end of an interface that the container had

  @NET-23 @needs:network
  Rule: NET-23 No address without a process

    Scenario Outline: the container is <state>
      Given a <state> container
      When the runtime inspects the container
      Then the answer shows no address
      Examples:
        | state |
        | created |
        | exited |

  @NET-24 @needs:host-network
  Rule: NET-24 The network of the host

    Scenario: a service listens on the loopback address of the host
      Given a service on the loopback address of the host
      And a container whose process will connect to that service
      And the container asks for the network of the host
      When the runtime runs the container
      Then the standard output is "the host\n\n"

  @NET-25 @needs:shared-network
  Rule: NET-25 The network of another container

    Scenario: the other listens
      Given a running container "server" whose process will "listen tcp 4444 then hold"
      And a container "helper" whose process will "connect tcp 127.0.0.1 4444 ping"
      And the container "helper" asks for the network of the container "server"
      When the runtime runs the container "helper"
      Then the standard output is "pong\n"

    Scenario: neither is connected to anything else
      Given a container "server" whose process will "listen tcp 4444 then hold"
      And the container "server" asks for no network
      And the container "server" has been started
      And a container "helper" whose process will "connect tcp 127.0.0.1 4444 ping"
      And the container "helper" asks for the network of the container "server"
      When the runtime runs the container "helper"
      Then the standard output is "pong\n"

  @NET-26 @needs:shared-network
  Rule: NET-26 The network of nobody

    Scenario: there is no such container
      Given a container whose process will "exit 0"
      And the container asks for the network of a container that does not exist
      When the runtime runs the container
      Then the runtime refuses: not-found

  @NET-27 @needs:published-ports
  Rule: NET-27 A published port

    Scenario Outline: the host calls over <protocol>
      Given a container "server" whose process will "listen <protocol> 4444 then hold"
      And the container "server" asks for port 4444/<protocol> to be published on a chosen port
      And the container "server" has been started
      Then the host gets "pong" from port 4444/<protocol> of the container "server" over loopback
      Examples:
        | protocol |
        | tcp |
        | udp |

  @NET-28 @needs:published-ports
  Rule: NET-28 At the address of the host

    Scenario Outline: the host calls over <protocol>
      Given a container "server" whose process will "listen <protocol> 4444 then hold"
      And the container "server" asks for port 4444/<protocol> to be published on a chosen port
      And the container "server" has been started
      Then the host gets "pong" from port 4444/<protocol> of the container "server" at the address of the host
      Examples:
        | protocol |
        | tcp |
        | udp |

  @NET-29 @needs:network @needs:published-ports
  Rule: NET-29 From another container

    Scenario: a container calls the host
      Given a container "server" whose process will "listen tcp 4444 then hold"
      And the container "server" asks for port 4444/tcp to be published on a chosen port
      And the container "server" has been started
      And a container "client" whose process will connect to port 4444/tcp of the container "server" at the address of the host
      When the runtime runs the container "client"
      Then the standard output is "pong\n"

    Scenario: a container of another network calls the host
      Given a container "server" whose process will "listen tcp 4444 then hold"
      And the container "server" asks for port 4444/tcp to be published on a chosen port
      And the container "server" has been started
      And the network "other" has been created
      And a container "client" whose process will connect to port 4444/tcp of the container "server" at the address of the host
      And the container "client" asks for the network "other"
      When the runtime runs the container "client"
      Then the standard output is "pong\n"

  @NET-30 @needs:published-ports
  Rule: NET-30 Bound to one address

    Scenario: a port is published on the loopback address
      Given a container "server" whose process will "listen tcp 4444 then hold"
      And the container "server" asks for port 4444/tcp to be published on a chosen port of the loopback address
      And the container "server" has been started
      Then the host gets no answer from port 4444/tcp of the container "server" at the address of the host
      And the host gets "pong" from port 4444/tcp of the container "server" over loopback

  @NET-31 @needs:published-ports
  Rule: NET-31 A free port

    Scenario: two containers publish the same port
      Given a container "first" whose process will "listen tcp 4444 then hold"
      And the container "first" asks for port 4444/tcp to be published on a free port
      And the container "first" has been started
      And a container "second" whose process will "listen tcp 4444 then hold"
      And the container "second" asks for port 4444/tcp to be published on a free port
      And the container "second" has been started
      Then the host gets "pong" from port 4444/tcp of the container "first" over loopback
      And the host gets "pong" from port 4444/tcp of the container "second" over loopback

  @NET-32 @needs:published-ports
  Rule: NET-32 Rows of ports

    Scenario Outline: three ports in a row, and the process listens on <port>
      Given a container "server" whose process will "listen tcp <port> then hold"
      And the container "server" asks for ports 5000-5002/tcp to be published on chosen ports of a row
      And the container "server" has been started
      Then the host gets "pong" from port <port>/tcp of the container "server" over loopback
      Examples:
        | port |
        | 5000 |
        | 5001 |
        | 5002 |

  @NET-33 @needs:published-ports
  Rule: NET-33 All that is exposed

    Scenario: two ports are exposed
      Given a container whose process will "listen tcp 4444 then listen udp 4445 then hold"
      And the container asks for its exposed ports 4444/tcp and 4445/udp to be published
      And the container has been started
      Then the host gets "pong" from port 4444/tcp of the container over loopback
      And the host gets "pong" from port 4445/udp of the container over loopback

  @NET-34 @needs:published-ports
  Rule: NET-34 Two protocols, two ports

    Scenario: one container has both
      Given a container whose process will "listen tcp 4444 then listen udp 4444 then hold"
      And the container asks for port 4444/tcp to be published on a chosen port
      And the container asks for port 4444/udp to be published on the same number
      And the container has been started
      Then the host gets "pong" from port 4444/tcp of the container over loopback
      And the host gets "pong" from port 4444/udp of the container over loopback

  @NET-35 @needs:published-ports
  Rule: NET-35 A port that a container has

    Scenario Outline: another container has the <protocol> port
      Given a container "server" whose process will "listen <protocol> 4444 then hold"
      And the container "server" asks for port 4444/<protocol> to be published on a chosen port
      And the container "server" has been started
      And a container "late" whose process will "hold"
      And the container "late" asks for the same published ports as the container "server"
      And the container "late" has been created
      When the runtime starts the container "late"
      Then the runtime refuses: conflict
      And the container "late" is not running
      Examples:
        | protocol |
        | tcp |
        | udp |

    Scenario: the other is bound to the loopback address
      Given a container "server" whose process will "listen tcp 4444 then hold"
      And the container "server" asks for port 4444/tcp to be published on a chosen port of the loopback address
      And the container "server" has been started
      And a container "late" whose process will "hold"
      And the container "late" asks for the same published ports as the container "server"
      And the container "late" has been created
      When the runtime starts the container "late"
      Then the runtime refuses: conflict
      And the container "late" is not running

  @NET-36 @needs:published-ports
  Rule: NET-36 A port that the host has

    Scenario: a program of the host listens
      Given a service on the address of the host
      And a container whose process will "hold"
      And the container asks for port 4444/tcp to be published on the port of that service
      And the container has been created
      When the runtime starts the container
      Then the runtime refuses: conflict
      And the container is not running

  @NET-37 @needs:published-ports
  Rule: NET-37 Nothing half-published

    Scenario: the second of two ports is taken
      Given a service on the address of the host
      And a container "late" whose process will "hold"
      And the container "late" asks for port 4444/tcp to be published on a chosen port
      And the container "late" asks for port 4445/tcp to be published on the port of that service
      And the container "late" has been created
      When the runtime starts the container "late"
      Then the runtime refuses: conflict
      And port 4444/tcp of the container "late" is free on the host

  @NET-38 @needs:published-ports
  Rule: NET-38 The end of a port

    Scenario: the process has been killed
      Given a container "server" whose process will "listen tcp 4444 then hold"
      And the container "server" asks for port 4444/tcp to be published on a chosen port
      And the container "server" has been started
      And the container "server" has been killed
      Then the host gets no answer from port 4444/tcp of the container "server" over loopback

    Scenario: another container takes the port
      Given a container "server" whose process will "listen tcp 4444 then hold"
      And the container "server" asks for port 4444/tcp to be published on a chosen port
      And the container "server" has been started
      And the container "server" has been killed
      And a container "next" whose process will "listen tcp 4444 then hold"
      And the container "next" asks for the same published ports as the container "server"
      And the container "next" has been started
      Then the host gets "pong" from port 4444/tcp of the container "next" over loopback

  @NET-39 @needs:published-ports
  Rule: NET-39 Published again

    Scenario: the container has been started twice
      Given a container "server" whose process will "listen tcp 4444 then hold"
      And the container "server" asks for port 4444/tcp to be published on a chosen port
      And the container "server" has been started
      And the container "server" has been killed
      And the container "server" has been started
      Then the host gets "pong" from port 4444/tcp of the container "server" over loopback

  @NET-40 @needs:published-ports
  Rule: NET-40 No such port

    Scenario: the port of the container is too large
      Given a container whose process will "hold"
      And the container asks for port 70000/tcp to be published on a free port
      When the runtime creates the container
      Then the runtime refuses: invalid
      And the container does not exist

    Scenario: the port of the host is too large
      Given a container whose process will "hold"
      And the container asks for port 4444/tcp to be published on the port 70000
      When the runtime creates the container
      Then the runtime refuses: invalid
      And the container does not exist

  @NET-41 @needs:published-ports
  Rule: NET-41 No such address of the host

    Scenario: the address is of a network for documentation
      Given a container whose process will "hold"
      And the container asks for port 4444/tcp to be published on a chosen port of an address that the host lacks
      And the container has been created
      When the runtime starts the container
      Then the runtime refuses
      And the container is not running

  @NET-42 @needs:published-ports
  Rule: NET-42 The first keeps its port

    Scenario Outline: the start was refused over <protocol>
      Given a container "server" whose process will "listen <protocol> 4444 then hold"
      And the container "server" asks for port 4444/<protocol> to be published on a chosen port
      And the container "server" has been started
      And a container "late" whose process will "hold"
      And the container "late" asks for the same published ports as the container "server"
      And the container "late" has been created
      When the runtime starts the container "late"
      Then the runtime refuses: conflict
      And the host gets "pong" from port 4444/<protocol> of the container "server" over loopback
      Examples:
        | protocol |
        | tcp |
        | udp |
