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
      And a container "client" whose process will connect to port 4444 of the container "server"
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
      Then the process resolves the name to one of its addresses
