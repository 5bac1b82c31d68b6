#include "cron/vouchers.h"

#include "base/config.h"
#include "base/log.h"
#include "issuer/provider.h"
#include "people/issuer.h"

struct visit {
	const struct issuer_settings *issuer;
	struct provider provider;
	const char *why_not;
	bool is_due;
};

static enum error begin(struct db *db, void *arg)
{
	struct visit *visit = arg;

	return issuer_begin(db, visit->issuer->url, &visit->is_due);
}

/* What stood before stays where nothing came: an issuer's outage locks out nobody. */
static enum error record(struct db *db, void *arg)
{
	const struct visit *visit = arg;
	const struct provider *provider = &visit->provider;

	if (visit->why_not)
		return issuer_failed(db, visit->issuer->url, visit->why_not);
	return issuer_keep(db,
			   &(const struct issuer){ .url = visit->issuer->url,
						   .authorization_url = provider->authorization_url,
						   .token_url = provider->token_url,
						   .wants_post = provider->wants_post },
			   provider->keys, provider->key_count);
}

static enum error visit_one(struct db *db, const struct issuer_settings *issuer)
{
	struct visit visit = { .issuer = issuer };
	struct arena *arena = db_arena(db);

	TRY(db_transact(db, DB_TRANSACTION, begin, &visit));
	if (!visit.is_due)
		return OK;
	if (provider_fetch(arena, issuer, &visit.provider))
		visit.why_not = arena_printf(arena, "%s", failure_note()->text);

	enum error e = db_transact(db, DB_TRANSACTION, record, &visit);

	log_info("issuer.fetched", "issuer", issuer->url, "keys", visit.provider.key_count,
		 "why_not", visit.why_not);
	return e;
}

enum error vouchers_fetch(struct db *db)
{
	for (int i = 0; i < ISSUERS_MOST; i++)
		if (*settings()->issuers[i].url)
			TRY(visit_one(db, &settings()->issuers[i]));
	return OK;
}
