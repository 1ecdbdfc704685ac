Feature: Situations that a verdict must tell apart

  @GOLD-1
  Rule: GOLD-1 One requirement

    Background:
      Given a state

    Scenario: everything holds
      When an act
      Then 2 checks hold

    Scenario: a check does not hold
      Then a check does not hold
      And 1 checks hold

    Scenario: the precondition does not come about
      Given a violated state
      When an act
      Then 1 checks hold

    Scenario: the runtime never answers
      When an act without an answer
      Then 1 checks hold

    Scenario: the glue throws
      When an act with a mistake in the glue
      Then 1 checks hold

    Scenario: the glue hangs
      When an act that hangs in the glue
      Then 1 checks hold

    Scenario: nothing is checked
      When an act

    Scenario: a step without a definition
      When nobody knows this
      Then 1 checks hold

    Scenario: a step with two definitions
      When an ambiguous act
      Then 1 checks hold

    Scenario: a step that waits for its author
      When an act to be written
      Then 1 checks hold

    @before-throws
    Scenario: the hook before throws
      Then 1 checks hold

    @after-throws
    Scenario: the hook after throws
      Then 1 checks hold

    @after-throws
    Scenario: a check does not hold and the hook after throws
      Then a check does not hold

    @not-claimed
    Scenario: the runtime does not claim the capability
      Then 1 checks hold

    @environment
    Scenario: the host lacks something
      Then 1 checks hold

    Scenario: skipped without a word
      When an act that skips
      Then 1 checks hold

    Scenario: wrong at first, right when tried again
      Then a check holds the second time

    Scenario: the worker dies
      When the worker dies
      Then 1 checks hold

    @GOLD-3
    Scenario: two clauses at once
      Then a check does not hold

  @GOLD-2
  Rule: GOLD-2 One recommendation

    Scenario: a recommendation is not followed
      Then a check does not hold
