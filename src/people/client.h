/*
 * Programs that act for users by OAuth: the built-in ones, those that the operator
 * named, and those that name themselves by the https address of a metadata
 * document (draft-ietf-oauth-client-id-metadata-document), which clorp-cron fetches.
 */
#pragma once

#include "base/error.h"
#include "base/value.h"
#include "db/db.h"

enum { CLIENT_ID_MOST = 500, CLIENT_NAME_CHARACTERS = 100 };

struct client {
	const char *id, *name;
	const char *redirect_uris; /* with spaces between */
	bool is_waiting;	   /* its document is being fetched: ask again in a moment */
};

struct client_list {
	struct client *clients;
	int count;
};

/* The client of that id; is_waiting while its document is being fetched. UNKNOWN_CLIENT. */
enum error client_find(struct db *, const char *id, struct client *out) MUST_USE;

/* May the id be a metadata document's address? */
bool client_is_document(const char *id);

/*
 * Put a document's address down to be fetched: *out is_waiting then. Only for somebody who is
 * signed in, and counted: it makes this server ask an address that a stranger names.
 */
enum error client_want(struct db *, const char *id, struct client *out) MUST_USE;

/*
 * May answers be sent there? The very address it registered; of a loopback one the port is free
 * (RFC 8252 7.3).
 */
bool client_may_redirect(struct arena *, const struct client *, const char *uri);

/*
 * May a program that names itself ask to be answered there? https; http on a loopback (RFC 8252 7.3); a private
 * scheme that has a dot (7.1, 8.4); no fragment (RFC 6749 3.1.2). INVALID.
 */
enum error client_check_uri(const char *uri) MUST_USE;

/* Name one for good, or change it. */
enum error client_save(struct db *, const struct client *) MUST_USE;

/* Those that the operator named and those that were fetched. */
enum error client_list(struct db *, struct client_list *out) MUST_USE;

/* NOT_FOUND; its grants end with it. */
enum error client_remove(struct db *, const char *id) MUST_USE;

/* A document to fetch now: a new one, or one that was fetched a day ago; *id is NULL if none is. */
enum error client_next_to_fetch(struct db *, const char **id) MUST_USE;

/* What came of it: the client, or why not. */
enum error client_fetched(struct db *, const char *id, const struct client *,
			  const char *why_not) MUST_USE;
