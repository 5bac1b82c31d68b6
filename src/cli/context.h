/*
 * Where the client talks to, and as whom. A context binds a server's address and a
 * credential: the credential goes to that server and to no other, whatever flags and
 * environment say of the address.
 *
 * They are kept by store.c, under whose lock whoever changes one works.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "cli/ending.h"
#include "cli/flag.h"

#define CONTEXT_URL_DEFAULT "http://127.0.0.1:8080"

struct context {
	const char *name; /* NULL: none is stored; the address is a flag's, the environment's or the default */
	const char *url;    /* without a slash at its end */
	const char *key;    /* an API key; NULL: none */
	const char *access; /* or a program's tokens */
	const char *refresh;
	int64_t expires_at; /* of access, in seconds since 1970 */
	const char *agent;  /* the one to act as where none is named; an id */
	const char *user_id, *user_name;
	bool is_environments; /* the key is: there is nothing to store */
};

struct context_list {
	struct context *list;
	int count;
	const char *current;
};

/*
 * The one that counts: flags, then environment, then what is stored. MISUSED for an
 * address that is neither https nor this machine's, and for a context that is not there.
 */
enum ending context_choose(struct arena *, const struct flags *, struct context *out) MUST_USE;

enum ending context_list(struct arena *, struct context_list *out) MUST_USE;

/* Put it in the place of the one of its name, or beside the others; and make it the current one. */
enum ending context_store(struct arena *, const struct context *, bool make_current) MUST_USE;
enum ending context_remove(struct arena *, const char *name) MUST_USE;
enum ending context_use(struct arena *, const char *name) MUST_USE;

enum ending context_find(struct arena *, const char *name, struct context *out) MUST_USE;
