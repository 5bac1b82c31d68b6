/*
 * One logfmt line an event on standard error, with the <priority> prefix that
 * journald understands, or through syslog. If standard error is a file, the time
 * stands in front. The event is a constant noun.verb;
 * data goes into fields: log_info("drop.settled", "job", job.id, "cents", prize).
 */
#pragma once

#include "base/value.h"

enum log_level { LOG_LEVEL_ERROR = 3, LOG_LEVEL_WARNING = 4, LOG_LEVEL_INFO = 6 };

/* Where lines go: "stderr", "syslog" or "none". */
void log_open(const char *sink, const char *program);

void log_values(enum log_level, const char *event, struct values fields);

#define log_error(event, ...) log_values(LOG_LEVEL_ERROR, (event), VALUES(__VA_ARGS__))
#define log_warning(event, ...) log_values(LOG_LEVEL_WARNING, (event), VALUES(__VA_ARGS__))
#define log_info(event, ...) log_values(LOG_LEVEL_INFO, (event), VALUES(__VA_ARGS__))
