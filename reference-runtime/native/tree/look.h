#pragma once
#include "wire.h"

void answer_walk(struct fields *f);
void answer_stat(struct fields *f);
void answer_real_path(struct fields *f);
