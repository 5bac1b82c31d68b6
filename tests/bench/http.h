/* As much of HTTP/1.1 as a load generator on loopback needs: answers have a Content-Length. */
#pragma once

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>

enum { ANSWER_MOST = 1 << 20 };

/* Where one answer in a buffer ends, and what it says. */
struct answer {
	int status;
	size_t head, body; /* bytes of each */
	bool closes;	   /* the server will close the connection */
};

/* ADDRESS is 127.0.0.1:PORT; anything else ends the program. */
struct sockaddr_in http_address(const char *address);

/* A connected socket with TCP_NODELAY; ends the program if nobody listens. */
int http_connect(const struct sockaddr_in *);

/* False: there is not all of it yet. The buffer must end with a NUL. */
bool http_read(const char *buffer, size_t length, struct answer *out);

/*
 * A whole request in memory of its own. An empty key or body is none; a key with a
 * colon in it is a whole header: an event proves by its signature who sent it.
 */
char *http_request(const char *method, const char *path, const char *key, const char *body);

double seconds_now(void);

/* Say why on stderr, and exit 2. */
__attribute__((format(printf, 1, 2), noreturn)) void die(const char *format, ...);
