#include "web/crowd.h"

#include <stdlib.h>

#include "base/instant.h"
#include "web/transfer.h"

struct crowd {
	CURLM *multi;
	struct member {
		CURL *curl; /* NULL: a free place */
		struct transfer *transfer;
		void *tag;
		int64_t since;
	} * members;
	int most, count;
};

static void undo(void *arg)
{
	struct crowd *crowd = arg;

	crowd_clear(crowd);
	(void)curl_multi_cleanup(crowd->multi);
}

struct crowd *crowd_create(struct arena *arena, int most)
{
	struct crowd *crowd = ARENA_NEW(arena, struct crowd);

	if (curl_global_init(CURL_GLOBAL_DEFAULT))
		abort();
	*crowd = (struct crowd){ .multi = curl_multi_init(),
				 .members = ARENA_ARRAY(arena, struct member, most),
				 .most = most };
	if (!crowd->multi)
		abort();
	arena_defer(arena, undo, crowd);
	return crowd;
}

int crowd_count(const struct crowd *crowd)
{
	return crowd->count;
}

int crowd_room(const struct crowd *crowd)
{
	return crowd->most - crowd->count;
}

static struct member *free_place(struct crowd *crowd)
{
	for (int i = 0; i < crowd->most; i++)
		if (!crowd->members[i].curl)
			return &crowd->members[i];
	abort();
}

void crowd_add(struct crowd *crowd, struct arena *arena, const struct http_request *request,
	       void *tag)
{
	struct member *member = free_place(crowd);
	CURL *curl = curl_easy_init();

	if (!curl)
		abort();
	*member = (struct member){ curl, transfer_begin(arena, curl, request), tag, monotonic_ms() };
	(void)curl_easy_setopt(curl, CURLOPT_PRIVATE, member);
	if (curl_multi_add_handle(crowd->multi, curl))
		abort();
	crowd->count++;
}

static void leave(struct crowd *crowd, struct member *member)
{
	(void)curl_multi_remove_handle(crowd->multi, member->curl);
	curl_easy_cleanup(member->curl);
	member->curl = NULL;
	crowd->count--;
}

static bool take_ended(struct crowd *crowd, struct crowd_end *out)
{
	struct member *member = NULL;
	CURLMsg *message;
	int left;

	do {
		message = curl_multi_info_read(crowd->multi, &left);
	} while (message && message->msg != CURLMSG_DONE);
	if (!message)
		return false;
	(void)curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&member);

	*out = (struct crowd_end){ .tag = member->tag, .took_ms = monotonic_ms() - member->since };
	out->error = transfer_end(member->transfer, message->data.result, &out->response);
	if (out->error)
		out->why = curl_easy_strerror(message->data.result);
	leave(crowd, member);
	return true;
}

bool crowd_next(struct crowd *crowd, int64_t ms, struct crowd_end *out)
{
	int64_t until = monotonic_ms() + ms;
	int running = 0;

	for (;;) {
		if (curl_multi_perform(crowd->multi, &running))
			abort();
		if (take_ended(crowd, out))
			return true;

		int64_t left = until - monotonic_ms();

		if (left <= 0 || crowd->count == 0)
			return false;
		if (curl_multi_poll(crowd->multi, NULL, 0, (int)left, NULL))
			abort();
	}
}

void crowd_clear(struct crowd *crowd)
{
	for (int i = 0; i < crowd->most; i++) {
		struct member *member = &crowd->members[i];

		if (!member->curl)
			continue;
		curl_slist_free_all(member->transfer->headers);
		leave(crowd, member);
	}
}
