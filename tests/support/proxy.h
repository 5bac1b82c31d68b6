/*
 * A database that fails at the worst moment: a proxy between a program and
 * MariaDB that knows just enough of the wire protocol to see each command, and
 * to tell which one carries a COMMIT. It is a process, and each connection is
 * another; the test steers them through shared memory.
 */
#pragma once

#include <stdbool.h>

enum proxy_fault {
	PROXY_SWALLOW, /* the command never arrives: both sides are cut */
	PROXY_MUTE,    /* the command is carried out, then both sides are cut in place of a reply */
	PROXY_LATE,    /* the client is cut at once, and the command arrives a while after that */
};

enum proxy_target { PROXY_COMMITS, PROXY_COMMANDS };

/* Start it in front of a socket; returns the path of its own, which lives as long as the test. */
const char *proxy_start(const char *socket);
void proxy_stop(void);

/* The nth target from now on meets the fault, once. A command that MariaDB refuses does not count. */
void proxy_arm(enum proxy_fault, enum proxy_target, int nth);

/* How late PROXY_LATE is from now on: less than a second, and 300 ms if nothing is said. */
void proxy_be_late(int ms);

/* Forget what was armed; whether it has struck. */
bool proxy_disarm(void);

/* While it is away every connection is cut, and every new one. */
void proxy_away(bool);
