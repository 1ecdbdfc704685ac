#pragma once

void enter_directory(const char *path);
/* arguments: ro or rw, number of lower directories, upper, work, lower directories uppermost first, then what is mounted inside: source, target, ro or rw of each. */
void enter_overlay(char **arguments, int count);
/* The root of a running container as its process sees it. */
void enter_process(const char *pid);
/* Its root file system alone: what is mounted below does not show. */
void enter_process_root(const char *pid);
