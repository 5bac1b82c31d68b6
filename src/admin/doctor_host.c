/* What runs on this host and elsewhere, and what Stripe is told. */
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "admin/closed.h"
#include "admin/doctor.h"
#include "admin/jurors.h"
#include "base/config.h"
#include "base/text.h"
#include "judge/court.h"
#include "people/journal.h"
#include "queue/heartbeat.h"
#include "stripe/stripe.h"
#include "web/http.h"
#include "web/letter.h"

/* ------------------------------------------------------------ sockets */

static bool look_socket(struct patient *patient, const char *path, const char **found)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	const char *closed;

	*found = "not looked at: the setting is empty";
	if (!*path)
		return true;
	*found = arena_printf(patient->arena, "%s: its path has more than 107 characters", path);
	if (strlen(path) >= sizeof(address.sun_path))
		return false;
	memcpy(address.sun_path, path, strlen(path) + 1);

	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	int why = connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0 ? 0 : errno;

	(void)close(fd);
	*found = arena_printf(patient->arena, "%s: %s", path, strerror(why));
	if (why && why != EAGAIN) /* a queue that is full has somebody behind it */
		return false;
	closed = closed_to(patient->arena, settings()->nginx_user, path, MAY_WRITE);
	*found = closed ? arena_printf(patient->arena, "%s is closed to %s", closed,
				       settings()->nginx_user)
			: path;
	return !closed;
}

bool look_workers(struct patient *patient, const char **found)
{
	return look_socket(patient, settings()->workers_socket, found);
}

bool look_wallet(struct patient *patient, const char **found)
{
	return look_socket(patient, settings()->wallet_socket, found);
}

/* ------------------------------------------------------------ the site */

enum { SITE_MS = 5000 };

static bool is_address(const char *url)
{
	return strncmp(url, "http://", 7) == 0 || strncmp(url, "https://", 8) == 0;
}

/* As somebody's browser would: a name, a certificate, nginx and its files are on that way. What is no URL has a row of its own. */
bool look_site(struct patient *patient, const char **found)
{
	const char *url = settings()->public_url;
	struct http_response answer;
	struct http_request request = {
		.method = "GET",
		.url = arena_printf(patient->arena, "%s/healthz", url),
		.connect_ms = SITE_MS,
		.total_ms = SITE_MS,
		.bytes_most = 4096,
		.is_status_enough = true,
	};

	*found = "not looked at: it is no URL";
	if (!is_address(url))
		return true;
	if (http_send(patient->arena, &request, &answer)) {
		*found = arena_printf(patient->arena, "%s", failure_note()->text);
		return false;
	}
	*found = arena_printf(patient->arena, "%s answers %d", request.url, answer.status);
	return answer.status == 200;
}

/* ------------------------------------------------------------ what acts by the clock */

enum {
	UNSEEN_MS = 65000, /* a minute, and some seconds for a crontab that comes once a minute */
	RECENT_MS = 600000,
	APART_MS = 1000,
};

static bool beats(struct patient *patient, struct heartbeats *out, const char **found)
{
	if (heartbeat_list(patient->db, out) == OK)
		return true;
	*found = arena_printf(patient->arena, "%s", failure_note()->text);
	return false;
}

bool look_cron(struct patient *patient, const char **found)
{
	struct heartbeats seen = { .count = 0 };

	if (!beats(patient, &seen, found))
		return false;
	*found = "it was never seen";
	if (seen.count == 0)
		return false;
	*found = arena_printf(patient->arena, "%lld seconds ago, on %s",
			      (long long)seen.list[0].age_ms / 1000, seen.list[0].host);
	return seen.list[0].age_ms <= UNSEEN_MS;
}

static bool apart(struct patient *patient, const char *host, int64_t ahead_ms, const char **found)
{
	if (ahead_ms <= APART_MS && ahead_ms >= -APART_MS)
		return false;
	*found = arena_printf(patient->arena, "%s is %lld ms %s the database", host,
			      (long long)(ahead_ms < 0 ? -ahead_ms : ahead_ms),
			      ahead_ms < 0 ? "behind" : "ahead of");
	return true;
}

/* This host's now, and those of others where clorp-cron told of itself lately. */
bool look_clocks(struct patient *patient, const char **found)
{
	struct heartbeats seen = { .count = 0 };
	struct rows *rows;
	struct instant now = instant_now();

	if (db_query(patient->db, &rows,
		     "SELECT TIMESTAMPDIFF(MICROSECOND, SYSDATE(3), ?) DIV 1000 AS ahead", now) ||
		     !rows_next(rows)) {
		*found = failure_note()->text;
		return false;
	}
	if (apart(patient, "this host", row_int(rows, "ahead"), found) ||
	    !beats(patient, &seen, found))
		return false;
	for (int i = 0; i < seen.count; i++)
		if (seen.list[i].age_ms < RECENT_MS &&
		    apart(patient, seen.list[i].host, seen.list[i].ahead_ms, found))
			return false;
	return true;
}

bool look_cron_secret(struct patient *patient, const char **found)
{
	size_t length = strlen(settings()->cron_secret);

	(void)patient;
	*found = length == 0   ? "none: the cron route is closed"
		 : length < 16 ? "a short one"
			       : "yes";
	return length == 0 || length >= 16;
}

/* ------------------------------------------------------------ Stripe */

static bool begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* Never the key itself: what this prints is shown around. */
bool look_stripe_key(struct patient *patient, const char **found)
{
	const char *key = settings()->stripe_key;

	(void)patient;
	*found = !*key		    ? "none: no money comes in or goes out"
		 : stripe_is_live() ? "a live one"
				    : "a test key";
	if (!*key || stripe_is_live() || begins(key, "sk_test_") || begins(key, "rk_test_"))
		return true;
	*found = begins(key, "pk_")	 ? "a publishable key (pk_)"
		 : begins(key, "whsec_") ? "a webhook's secret (whsec_)"
					 : "something that begins otherwise";
	return false;
}

bool look_stripe_webhooks(struct patient *patient, const char **found)
{
	const struct config *c = settings();
	bool key = *c->stripe_key, hook = *c->stripe_webhook_secret,
	     connect = *c->stripe_connect_secret;

	(void)patient;
	*found = !key && (hook || connect) ? "no stripe.key"
		 : key && !hook		   ? "no stripe.webhook_secret"
		 : key && !connect	   ? "no stripe.connect_secret"
		 : key			   ? "yes"
					   : "none is";
	return key == hook && key == connect;
}

bool look_stripe_secrets(struct patient *patient, const char **found)
{
	const char *hook = settings()->stripe_webhook_secret,
		   *connect = settings()->stripe_connect_secret;

	(void)patient;
	if (*hook && !begins(hook, "whsec_"))
		*found = "stripe.webhook_secret begins otherwise";
	else if (*connect && !begins(connect, "whsec_"))
		*found = "stripe.connect_secret begins otherwise";
	else
		return true;
	return false;
}

static bool is_loopback(const char *host)
{
	return begins(host, "127.") || begins(host, "[::1]") ||
	       (begins(host, "localhost") && strchr(":/", host[strlen("localhost")]));
}

bool look_stripe_url(struct patient *patient, const char **found)
{
	const char *url = settings()->public_url;
	const char *host = begins(url, "https://")  ? url + 8
			   : begins(url, "http://") ? url + 7
						    : "";

	*found = url;
	if (!*settings()->stripe_key)
		return true;
	if (!*host || *host == '/' || strpbrk(host, " \t\"<>")) {
		*found = arena_printf(patient->arena, "public_url is \"%s\", which is no URL", url);
		return false;
	}
	if (stripe_is_live() && is_loopback(host)) {
		*found = arena_printf(patient->arena, "%s is this machine for whoever opens it",
				      url);
		return false;
	}
	return true;
}

bool look_stripe_judge(struct patient *patient, const char **found)
{
	bool real = stripe_is_live();

	*found = !real		? "no real money is paid"
		 : court_sits() ? arena_printf(patient->arena, "a live key, and %s",
					       court_names(patient->arena))
				: "a live key, and the built-in judge";
	return !real || court_sits();
}

/* It goes as far as a mail would, TLS and password included, and sends none. */
bool look_mail(struct patient *patient, const char **found)
{
	const char *url = settings()->mail_url;

	*found = "none: no address is confirmed, and nobody gets a new password by mail";
	if (!*url)
		return true;
	*found = url;
	if (!letter_try())
		return true;
	*found = arena_printf(patient->arena, "%s: %s", url, failure_note()->text);
	return false;
}

/* With these very settings: a check of others says nothing. */
bool look_jurors(struct patient *patient, const char **found)
{
	struct instant at = { 0 };
	const char *fingerprint = jurors_fingerprint(patient->arena);
	char text[INSTANT_TEXT];

	*found = "there are none";
	if (!court_sits())
		return true;
	*found = arena_printf(patient->arena, "no check of %s as they are set has passed",
			      court_names(patient->arena));
	if (journal_find(patient->db, JURORS_PASSED, fingerprint, &at) || !at.ms)
		return false;
	instant_wire(at, text);
	*found = arena_printf(patient->arena, "they passed on %s", text);
	return true;
}

/* Where nothing but HTTP winds the clock, jobs wait for jurors whom nobody asks. */
bool look_jurors_asked(struct patient *patient, const char **found)
{
	struct heartbeats seen = { .count = 0 };
	bool lately = false;

	*found = "there are none";
	if (!court_sits())
		return true;
	if (!beats(patient, &seen, found))
		return false;
	for (int i = 0; i < seen.count; i++)
		lately |= seen.list[i].judges_age_ms >= 0 && seen.list[i].judges_age_ms <= UNSEEN_MS;
	*found = lately ? "clorp-cron does"
			: arena_printf(patient->arena, "no clorp-cron does: after %lld seconds %s",
				       (long long)settings()->judge_budget_seconds,
				       strcmp(settings()->judge_fallback, "builtin") == 0
					       ? "the built-in judge decides"
					       : "senders have their money back");
	return lately;
}
