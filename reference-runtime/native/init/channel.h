/* The socket between the monitor and the container's first process: one message, one byte of kind, then its content. */
#pragma once

enum {
    FROM_CHILD_TERMINAL = 'T', /* carries both ends of the terminal */
    FROM_CHILD_FAILURE = 'F',  /* followed by the line of JSON */
    FROM_CHILD_EXECUTING = 'X', /* all steps done; the socket's end now means that the program runs */
    TO_CHILD_RELEASE = 'R',
};

#define CHANNEL_ROOM 2048
