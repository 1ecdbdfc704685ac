Feature: Network

  @NETWORK-1 @needs:named-networks
  Rule: NETWORK-1 A new network

    Scenario: nobody has the name
      When the runtime creates the network "quay"
      Then the runtime succeeds
      And the network "quay" exists

    Scenario: a network has been created
      Given the network "quay" has been created
      When the runtime inspects the network "quay"
      Then the answer is about the network "quay"

  @NETWORK-2 @needs:named-networks
  Rule: NETWORK-2 A list

    Scenario: a network has been created
      Given the network "quay" has been created
      When the runtime lists the networks
      Then the list holds the network "quay"

    Scenario: it has been removed again
      Given the network "quay" has been created
      And the network "quay" has been removed
      When the runtime lists the networks
      Then the list does not hold the network "quay"

  @NETWORK-3 @needs:named-networks
  Rule: NETWORK-3 A name that is taken

    Scenario: there is one of that name
      Given the network "quay" has been created
      When the runtime creates the network "quay"
      Then the runtime refuses: conflict
      And the network "quay" exists

  @NETWORK-4 @needs:named-networks
  Rule: NETWORK-4 Reserved names

    Scenario Outline: the name is <name>
      When the runtime creates the predefined network "<name>"
      Then the runtime refuses: conflict or invalid
      Examples:
        | name |
        | none |
        | host |

  @NETWORK-5 @needs:named-networks
  Rule: NETWORK-5 Subnets apart

    Scenario: another network has the subnet
      Given the network "quay" has been created
      When the runtime creates the network "mole" with the subnet of the network "quay"
      Then the runtime refuses: conflict
      And the network "mole" does not exist

  @NETWORK-6 @needs:named-networks
  Rule: NETWORK-6 No such subnet

    Scenario: it is no address
      When the runtime creates the network "quay" with the subnet "harbour"
      Then the runtime refuses: invalid
      And the network "quay" does not exist

    Scenario: it has too many digits
      When the runtime creates the network "quay" with the subnet "10.1.2.0/99"
      Then the runtime refuses: invalid
      And the network "quay" does not exist

  @NETWORK-7 @needs:named-networks
  Rule: NETWORK-7 Unknown networks

    Scenario: the runtime inspects it
      When the runtime inspects a network that does not exist
      Then the runtime refuses: not-found

    Scenario: the runtime removes it
      When the runtime removes a network that does not exist
      Then the runtime refuses: not-found

  @NETWORK-8 @needs:named-networks
  Rule: NETWORK-8 Removal

    Scenario: no container was ever in it
      Given the network "quay" has been created
      When the runtime removes the network "quay"
      Then the runtime succeeds
      And the network "quay" does not exist

    Scenario: its last container has been removed
      Given the network "quay" has been created
      And a container "server" whose process will "listen tcp 4444 then hold"
      And the container "server" asks for the network "quay"
      And the container "server" has been started
      And the container "server" has been killed
      And the container "server" has been removed
      When the runtime removes the network "quay"
      Then the runtime succeeds
      And the network "quay" does not exist

  @NETWORK-9 @needs:named-networks
  Rule: NETWORK-9 A network in use

    Scenario: a container runs in it
      Given the network "quay" has been created
      And a container "server" whose process will "listen tcp 4444 then hold"
      And the container "server" asks for the network "quay"
      And the container "server" has been started
      When the runtime removes the network "quay"
      Then the runtime refuses: conflict
      And the network "quay" exists
      And the container "server" has an address in the network "quay"

  @NETWORK-10 @needs:named-networks
  Rule: NETWORK-10 A network at rest

    Scenario: its container has ended
      Given the network "quay" has been created
      And a container "server" whose process will "listen tcp 4444 then hold"
      And the container "server" asks for the network "quay"
      And the container "server" has been started
      And the container "server" has been killed
      When the runtime removes the network "quay"
      Then the runtime succeeds or refuses: conflict
      And the container "server" is exited

  @NETWORK-11 @needs:named-networks
  Rule: NETWORK-11 An address in each network

    Scenario: the container runs
      Given the network "quay" has been created
      And a container "server" whose process will "listen tcp 4444 then hold"
      And the container "server" asks for the network "quay"
      And the container "server" has been started
      Then the container "server" has an address in the network "quay"

  @NETWORK-12 @needs:named-networks
  Rule: NETWORK-12 A network that is not there

    Scenario: nobody has made the network
      Given a container whose process will "exit 0"
      And the container asks for a network that does not exist
      When the runtime runs the container
      Then the runtime refuses: not-found

  @NETWORK-13 @needs:named-networks
  Rule: NETWORK-13 Found by name

    Scenario: a client calls a server by its name
      Given the network "quay" has been created
      And a container "server" whose process will "listen tcp 4444 then hold"
      And the container "server" asks for the network "quay"
      And the container "server" has been started
      And a container "client" whose process will connect to port 4444/tcp of the container "server" by its name
      And the container "client" asks for the network "quay"
      When the runtime runs the container "client"
      Then the standard output is "pong\n"

  @NETWORK-14 @needs:named-networks
  Rule: NETWORK-14 Further names

    Scenario: a client calls a server by a further name
      Given the network "quay" has been created
      And a container "server" whose process will "listen tcp 4444 then hold"
      And the container "server" asks for the network "quay" and the name "database" in it
      And the container "server" has been started
      And a container "client" whose process will "connect tcp database 4444 ping"
      And the container "client" asks for the network "quay"
      When the runtime runs the container "client"
      Then the standard output is "pong\n"

  @NETWORK-15 @needs:named-networks
  Rule: NETWORK-15 Names stay inside

    Scenario: the two are in different networks
      Given the network "quay" has been created
      And the network "mole" has been created
      And a container "server" whose process will "listen tcp 4444 then hold"
      And the container "server" asks for the network "quay"
      And the container "server" has been started
      And a container "client" whose process will resolve the name of the container "server"
      And the container "client" asks for the network "mole"
      When the runtime runs the container "client"
      Then the standard output is "{\"error\":\"ENOENT\"}\n"

  @NETWORK-16 @needs:named-networks
  Rule: NETWORK-16 Names end

    Scenario: the other has been killed
      Given the network "quay" has been created
      And a container "server" whose process will "listen tcp 4444 then hold"
      And the container "server" asks for the network "quay"
      And the container "server" has been started
      And the container "server" has been killed
      And a container "client" whose process will resolve the name of the container "server"
      And the container "client" asks for the network "quay"
      When the runtime runs the container "client"
      Then the standard output is "{\"error\":\"ENOENT\"}\n"

  @NETWORK-17 @needs:named-networks
  Rule: NETWORK-17 Networks apart

    Scenario: the two are in different networks
      Given the network "quay" has been created
      And the network "mole" has been created
      And a container "server" whose process will "listen tcp 4444 then hold"
      And the container "server" asks for the network "quay"
      And the container "server" has been started
      And a container "client" whose process will connect to port 4444/tcp of the container "server" at its own address
      And the container "client" asks for the network "mole"
      When the runtime runs the container "client"
      Then the standard output has no line "pong"

  @NETWORK-18 @needs:named-networks
  Rule: NETWORK-18 Connecting

    Scenario: a neighbour calls the container by its name
      Given the network "quay" has been created
      And a running container "server" whose process will "listen tcp 4444 then hold"
      And the container "server" has been connected to the network "quay"
      And a container "client" whose process will connect to port 4444/tcp of the container "server" by its name
      And the container "client" asks for the network "quay"
      When the runtime runs the container "client"
      Then the standard output is "pong\n"

    Scenario: the container is inspected
      Given the network "quay" has been created
      And a running container "server"
      When the runtime connects the container "server" to the network "quay"
      Then the runtime succeeds
      And the container "server" has an address in the network "quay"
      And the container "server" is running

  @NETWORK-19 @needs:named-networks
  Rule: NETWORK-19 Connecting with a name

    Scenario: a neighbour calls it by that name
      Given the network "quay" has been created
      And a running container "server" whose process will "listen tcp 4444 then hold"
      And the container "server" has been connected to the network "quay" with the name "database" in it
      And a container "client" whose process will "connect tcp database 4444 ping"
      And the container "client" asks for the network "quay"
      When the runtime runs the container "client"
      Then the standard output is "pong\n"

  @NETWORK-20 @needs:named-networks
  Rule: NETWORK-20 Connecting what does not run

    Scenario: the container was never started
      Given the network "quay" has been created
      And a created container "server"
      And the container "server" has been connected to the network "quay"
      When the runtime starts the container "server"
      Then the runtime succeeds
      And the container "server" has an address in the network "quay"

  @NETWORK-21 @needs:named-networks
  Rule: NETWORK-21 Connected twice

    Scenario: the container runs in it
      Given the network "quay" has been created
      And a container "server" whose process will "listen tcp 4444 then hold"
      And the container "server" asks for the network "quay"
      And the container "server" has been started
      When the runtime connects the container "server" to the network "quay"
      Then the runtime refuses: conflict
      And the container "server" has an address in the network "quay"

  @NETWORK-22 @needs:named-networks
  Rule: NETWORK-22 Connecting the unknown

    Scenario: the runtime connects to an unknown network
      Given a running container
      And the caller has looked at the container
      When the runtime connects the container to a network that does not exist
      Then the runtime refuses: not-found
      And the container is as it was

    Scenario: the runtime disconnects from an unknown network
      Given a running container
      And the caller has looked at the container
      When the runtime disconnects the container from a network that does not exist
      Then the runtime refuses: not-found
      And the container is as it was

    Scenario: the runtime connects an unknown container
      Given the network "quay" has been created
      When the runtime connects a container that does not exist to the network "quay"
      Then the runtime refuses: not-found

    Scenario: the runtime disconnects an unknown container
      Given the network "quay" has been created
      When the runtime disconnects a container that does not exist from the network "quay"
      Then the runtime refuses: not-found

  @NETWORK-23 @needs:named-networks
  Rule: NETWORK-23 No network to add to

    Scenario: the container runs without a network
      Given the network "quay" has been created
      And a container "server" whose process will "hold"
      And the container "server" asks for no network
      And the container "server" has been started
      When the runtime connects the container "server" to the network "quay"
      Then the runtime refuses
      And the container "server" has no address in the network "quay"

  @NETWORK-24 @needs:named-networks
  Rule: NETWORK-24 Disconnecting

    Scenario: the container is inspected
      Given the network "quay" has been created
      And a container "server" whose process will "listen tcp 4444 then hold"
      And the container "server" asks for the network "quay"
      And the container "server" has been started
      When the runtime disconnects the container "server" from the network "quay"
      Then the runtime succeeds
      And the container "server" has no address in the network "quay"
      And the container "server" is running

    Scenario: a neighbour looks for it
      Given the network "quay" has been created
      And a container "server" whose process will "listen tcp 4444 then hold"
      And the container "server" asks for the network "quay"
      And the container "server" has been started
      And the container "server" has been disconnected from the network "quay"
      And a container "client" whose process will resolve the name of the container "server"
      And the container "client" asks for the network "quay"
      When the runtime runs the container "client"
      Then the standard output is "{\"error\":\"ENOENT\"}\n"

  @NETWORK-25 @needs:named-networks
  Rule: NETWORK-25 Other networks stay

    Scenario: the container is in two networks
      Given the network "quay" has been created
      And the network "mole" has been created
      And a container "server" whose process will "listen tcp 4444 then hold"
      And the container "server" asks for the network "quay"
      And the container "server" has been started
      And the container "server" has been connected to the network "mole"
      And the container "server" has been disconnected from the network "quay"
      And a container "client" whose process will connect to port 4444/tcp of the container "server" by its name
      And the container "client" asks for the network "mole"
      When the runtime runs the container "client"
      Then the standard output is "pong\n"

  @NETWORK-26 @needs:named-networks
  Rule: NETWORK-26 Disconnected twice

    Scenario: the container is in another network
      Given the network "quay" has been created
      And a running container "server"
      When the runtime disconnects the container "server" from the network "quay"
      Then the runtime refuses: conflict
      And the container "server" is running

  @NETWORK-27 @needs:named-networks
  Rule: NETWORK-27 Connected for good

    Scenario: the container has been killed and started again
      Given the network "quay" has been created
      And a running container "server" whose process will "listen tcp 4444 then hold"
      And the container "server" has been connected to the network "quay"
      And the container "server" has been killed
      When the runtime starts the container "server"
      Then the runtime succeeds
      And the container "server" has an address in the network "quay"
