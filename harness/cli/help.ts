export const helpAfter = `
Examples:
  conform run                          judge the bundled reference runtime
  conform run --runtime docker         judge the Docker Engine that the docker command reaches
  conform explain STOP-3               what a clause says and how it is tested
  conform list --area LIMIT            the clauses of one area
  conform list --search "grace period" the clauses that speak of something
  conform new-clause STOP "A title"    begin a clause and its scenario
  conform review --changed             what was reworded since its scenarios were reviewed

conform <command> --help tells all options of a command.
`;

export const helpAfterRun = `
Examples:
  conform run --runtime podman --profile core
  conform run --runtime ./my-runtime.yaml --clause STOP-3 STOP-4
  conform run --runtime docker --expectations harness/expectations/docker.yaml

Exit status:
  0  conformant, or as expected with --expectations
  1  non-conformant: a MUST clause is violated, or something is not as expected
  2  the command line or a configuration file is wrong
  3  could not judge: runtime not there, interrupted, host lacks something, suite broken

Files in the report's folder:
  report.html      for people         summary.json     for programs
  junit.xml        for CI servers     evidence.ndjson  every request and answer

Environment:
  NO_COLOR, FORCE_COLOR   without colours, with colours
  DOCKER_HOST, …          what the runtime's own command understands is passed on to it
`;
