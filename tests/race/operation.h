/*
 * A COMMIT whose answer never comes: it was not carried out, or it was, or the
 * old session is still at it while the request is run again. Each operation,
 * asked for as a client asks, must have one effect and give the answer that
 * the client would have got. What is common to the suites that say which.
 */
#pragma once

#include "race/client.h"
#include "support/suite.h"

/* Who and what an operation is about; SQL finds them as @job, @user and @path. */
struct scene {
	struct id job, path_id;
	struct client client;
};

struct operation {
	void (*arrange)(struct scene *);
	enum error (*act)(struct scene *); /* what no route does; NULL: a request */
	enum method method;
	const char *path, *body; /* %s in the path is scene.path_id */
	int status;
	const char *says; /* part of the answer's body */
	struct {
		const char *sql;
		int64_t number;
	} effects[5];
};

/* One pass of the clock; what a lost COMMIT has put off is met by the next ones. */
enum error operation_pass(struct scene *);

/* With each COMMIT of it lost in turn, in every way; with each command cut. */
void operation_lose_commits(const struct operation *);
void operation_cut_commands(const struct operation *);

/* Fixtures: a world behind a proxy that can cut the connection. */
void open_behind_proxy(void);
void close_behind_proxy(void);

/* An operation is two tests. */
#define OPERATION(sentence, ...) \
	static const struct operation sentence##_operation = { __VA_ARGS__ }; \
	START_TEST(sentence) \
	{ \
		operation_lose_commits(&sentence##_operation); \
	} \
	END_TEST \
	START_TEST(sentence##_however_it_is_cut) \
	{ \
		operation_cut_commands(&sentence##_operation); \
	} \
	END_TEST
#define BOTH(sentence) sentence, sentence##_however_it_is_cut
