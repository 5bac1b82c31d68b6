#include "http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

void die(const char *format, ...)
{
	va_list list;

	va_start(list, format);
	(void)vfprintf(stderr, format, list);
	va_end(list);
	(void)fputc('\n', stderr);
	exit(2);
}

struct sockaddr_in http_address(const char *address)
{
	struct sockaddr_in out = { .sin_family = AF_INET };
	const char *colon = strchr(address, ':');
	char host[64] = "";

	if (!colon || colon - address >= (long)sizeof(host))
		die("%s is not HOST:PORT", address);
	memcpy(host, address, (size_t)(colon - address));
	out.sin_port = htons((uint16_t)strtoul(colon + 1, NULL, 10));
	if (inet_pton(AF_INET, host, &out.sin_addr) != 1)
		die("%s is not an address", host);
	return out;
}

int http_connect(const struct sockaddr_in *address)
{
	int yes = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || connect(fd, (const struct sockaddr *)address, sizeof(*address)))
		die("connect: %s", strerror(errno));
	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
	return fd;
}

bool http_read(const char *buffer, size_t length, struct answer *out)
{
	const char *end = strstr(buffer, "\r\n\r\n");
	const char *line = buffer;
	struct answer answer = { .status = 0 };
	bool has_length = false;

	if (length < 16 || !end)
		return false;
	if (strncmp(buffer, "HTTP/1.1 ", 9) != 0)
		die("not an HTTP answer: %.40s", buffer);
	answer.status = (int)strtol(buffer + 9, NULL, 10);
	answer.head = (size_t)(end - buffer) + 4;
	while ((line = strstr(line, "\r\n")) && line < end) {
		line += 2;
		if (strncasecmp(line, "content-length:", 15) == 0) {
			answer.body = strtoul(line + 15, NULL, 10);
			has_length = true;
		}
		if (strncasecmp(line, "connection: close", 17) == 0)
			answer.closes = true;
	}
	if (!has_length && answer.status != 304 && answer.status != 204)
		die("an answer without Content-Length: %.300s", buffer);
	if (length < answer.head + answer.body)
		return false;
	*out = answer;
	return true;
}

char *http_request(const char *method, const char *path, const char *key, const char *body)
{
	char *out = NULL, authorization[1000] = "", length[100] = "";

	if (strchr(key, ':'))
		(void)snprintf(authorization, sizeof(authorization), "%s\r\n", key);
	else if (*key)
		(void)snprintf(authorization, sizeof(authorization), "Authorization: Bearer %s\r\n",
			       key);
	if (*body)
		(void)snprintf(length, sizeof(length),
			       "Content-Type: application/json\r\nContent-Length: %zu\r\n",
			       strlen(body));
	if (asprintf(&out, "%s %s HTTP/1.1\r\nHost: bench\r\n%s%s\r\n%s", method, path,
		     authorization, length, body) < 0)
		die("out of memory");
	return out;
}

double seconds_now(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}
