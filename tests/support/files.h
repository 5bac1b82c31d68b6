/* A store of the test's own, and what clients do with it. */
#pragma once

#include "files/upload.h"
#include "support/call.h"

/* An empty files.dir, and its end. */
void store_open_empty(void);
void store_forget(void);

/* Fixtures: a world with one. */
void files_open(void);
void files_close(void);

/* POST /api/uploads?name=NAME with these bytes. */
struct answer_seen upload_bytes(struct person, const char *name, const char *bytes, size_t length);
struct answer_seen upload_text(struct person, const char *name, const char *text);

/* The key of one that was taken. */
const char *given_file(struct person, const char *name, const char *text);

struct answer_seen fetch(struct person, const char *key);

/* How many files lie in the store, and in incoming/. */
int files_in_store(void);
int files_incoming(void);

/* Below the API: a file that has come in, and the work (db_work) that keeps it, under this key. */
#define KEEPING_KEY "01900000-0000-7000-8000-00000000f11e"
struct keeping {
	struct id user;
	struct spool spool;
	struct upload upload;
};
enum error keeping_receive(struct keeping *, const char *text);
enum error keeping_create(struct db *, void *keeping);
