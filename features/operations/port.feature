Feature: Port

  @PORT-1 @needs:published-ports
  Rule: PORT-1 All published ports

    Scenario Outline: the port is published on <place>
      Given a container "server" whose process will "listen tcp 4444 then hold"
      And the container "server" asks for port 4444/tcp to be published on <place>
      And the container "server" has been started
      When the runtime is asked to show the published ports of the container "server"
      Then the answer shows port 4444/tcp of the container "server" published as it was asked for
      Examples:
        | place |
        | a free port |
        | a chosen port |
        | a free port of the loopback address |
        | a chosen port of the loopback address |

    Scenario: the protocol is UDP
      Given a container "server" whose process will "listen udp 4444 then hold"
      And the container "server" asks for port 4444/udp to be published on a free port
      And the container "server" has been started
      When the runtime is asked to show the published ports of the container "server"
      Then the answer shows port 4444/udp of the container "server" published as it was asked for

  @PORT-2 @needs:published-ports
  Rule: PORT-2 One published port

    Scenario: the port is published
      Given a container "server" whose process will "listen tcp 4444 then hold"
      And the container "server" asks for port 4444/tcp to be published on a chosen port
      And the container "server" has been started
      When the runtime is asked to show where port 4444 is published of the container "server"
      Then the answer shows port 4444/tcp of the container "server" published as it was asked for

  @PORT-3 @needs:published-ports
  Rule: PORT-3 A port that is not published

    Scenario: no port is published
      Given a running container
      When the runtime is asked to show where port 4444 is published of the container
      Then the runtime refuses
      And the container is running

    Scenario: only the UDP port of that number is published
      Given a container "server" whose process will "listen udp 4444 then hold"
      And the container "server" asks for port 4444/udp to be published on a free port
      And the container "server" has been started
      When the runtime is asked to show where port 4444 is published of the container "server"
      Then the runtime refuses
      And the container "server" is running

  @PORT-4 @needs:published-ports
  Rule: PORT-4 None without a process

    Scenario: the container was never started
      Given a container "server" whose process will "hold"
      And the container "server" asks for port 4444/tcp to be published on a chosen port
      And the container "server" has been created
      When the runtime is asked to show the published ports of the container "server"
      Then the answer shows no published ports

    Scenario: the process has ended
      Given a container "server" whose process will "listen tcp 4444 then hold"
      And the container "server" asks for port 4444/tcp to be published on a chosen port
      And the container "server" has been started
      And the container "server" has been killed
      When the runtime is asked to show the published ports of the container "server"
      Then the answer shows no published ports

  @PORT-5 @needs:published-ports
  Rule: PORT-5 No such container

    Scenario: no container has this name
      When the runtime is asked to show the published ports of a container that does not exist
      Then the runtime refuses: not-found
