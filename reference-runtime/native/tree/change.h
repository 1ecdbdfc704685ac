#pragma once
#include "wire.h"

/* The tree is a layer: character device 0:0 and opaque directories have a meaning. */
extern bool whiteouts;
/* A directory never replaces a non-directory, nor the other way round. */
extern bool keep_kinds;

void make_directory(struct fields *f);
void make_file(struct fields *f);
void make_link(struct fields *f, bool symbolic);
void make_node(struct fields *f);
void make_whiteout(const char *path);
void make_opaque(const char *path);
void set_xattr(struct fields *f);
void set_times(struct fields *f);
