Feature: Environment variables

  @ENV-1
  Rule: ENV-1 As asked for

    Scenario Outline: a variable has <content>
      Given a container whose process will "facts"
      And the container asks for the environment variable "<name>" with the value <value>
      When the runtime runs the container
      Then the process has the environment variable "<name>" with the value <value>

      Examples:
        | content       | name        | value               |
        | a word        | COLOR       | "blue"              |
        | blanks        | PHRASE      | "  two  words "     |
        | equals signs  | OPTIONS     | "a=b=c"             |
        | a line end    | POEM        | "line one\\nline two" |
        | marks         | MARKS       | "$HOME '`*;&#"      |
        | nothing       | NOTHING     | ""                  |
        | letters       | Größe_mixed | "größer ☃"          |

    Scenario: several variables are asked for
      Given a container whose process will "facts"
      And the container asks for the environment variable "FIRST" with the value "1"
      And the container asks for the environment variable "SECOND" with the value "2"
      And the container asks for the environment variable "THIRD" with the value "3"
      When the runtime runs the container
      Then the process has the environment variable "FIRST" with the value "1"
      And the process has the environment variable "SECOND" with the value "2"
      And the process has the environment variable "THIRD" with the value "3"

  @ENV-2
  Rule: ENV-2 Nothing leaks in

    Scenario: the caller and the runtime have variables of their own
      Given a container whose process will "facts"
      And the container asks for the environment variable "ASKED" with the value "yes"
      When the runtime runs the container
      Then the process has no environment variables but:
        | ASKED     |
        | PATH      |
        | HOME      |
        | HOSTNAME  |
        | TERM      |
        | container |

    Scenario: nothing was asked for
      Given a container whose process will "facts"
      When the runtime runs the container
      Then the process has no environment variables but:
        | PATH      |
        | HOME      |
        | HOSTNAME  |
        | TERM      |
        | container |

  @ENV-3
  Rule: ENV-3 Search path

    Scenario: no PATH is asked for
      Given a container whose process will "facts"
      When the runtime runs the container
      Then the process has the environment variable "PATH" with the value "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

  @ENV-4
  Rule: ENV-4 The last word

    Scenario Outline: another <name> is asked for
      Given a container whose process will "facts"
      And the container asks for the environment variable "<name>" with the value "/elsewhere"
      When the runtime runs the container
      Then the process has the environment variable "<name>" with the value "/elsewhere"
      And the process has each environment variable once

      Examples:
        | name |
        | PATH |
        | HOME |

  @ENV-5
  Rule: ENV-5 Host name

    Scenario: no host name is asked for
      Given a container whose process will "facts"
      When the runtime runs the container
      Then the process has its host name in the environment variable "HOSTNAME"

    Scenario: a host name is asked for
      Given a container whose process will "facts"
      And the container asks for the host name "harbour"
      When the runtime runs the container
      Then the process has the environment variable "HOSTNAME" with the value "harbour"

  @ENV-6
  Rule: ENV-6 Home directory

    Scenario Outline: the process runs as <user>
      Given a container whose process will "facts"
      And the container asks for the user "<user>"
      When the runtime runs the container
      Then the process has the environment variable "HOME" with the value "<home>"

      Examples:
        | user   | home         |
        | root   | /root        |
        | worker | /home/worker |
        | 4242   | /            |

  @ENV-7
  Rule: ENV-7 No nameless variables

    Scenario: only a value is given
      Given a container whose process will "facts"
      And the container asks for the environment variable "" with the value "lost"
      When the runtime creates the container
      Then the runtime refuses: invalid
      And the container does not exist
