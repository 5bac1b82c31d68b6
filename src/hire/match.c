#include "hire/match.h"

#include "hire/token.h"

enum { TAG_WEIGHT = 3, WORD_WEIGHT = 1 };

/*
 * A walk along the waiting jobs of one word, oldest first; and the last one,
 * along all that wait. A word that the agent does not have (NULL) meets nothing.
 */
#define WALK(slot) \
	"(SELECT " #slot " AS slot, ? AS weight, job_id FROM job_tokens FORCE INDEX (PRIMARY) " \
	"WHERE token = ? AND job_id > ? ORDER BY job_id LIMIT ?) UNION ALL "
#define WALK_ALL \
	"(SELECT 99 AS slot, 0 AS weight, id AS job_id FROM jobs FORCE INDEX (jobs_waiting) " \
	"WHERE waiting = TRUE AND id > ? ORDER BY id LIMIT ?)"
#define WALKS_4 WALK(1) WALK(2) WALK(3) WALK(4)
#define WALKS_8 WALKS_4 WALK(5) WALK(6) WALK(7) WALK(8)
#define WALKS_12 WALKS_8 WALK(9) WALK(10) WALK(11) WALK(12)
#define WALKS_16 WALKS_12 WALK(13) WALK(14) WALK(15) WALK(16)

/*
 * The candidates, best first, are asked one after the other whether they can be
 * had, until one can: without a lock whether the user posted it or was shown it,
 * then by locking its row. All of that is held to this order: the list's LIMIT
 * keeps it sorted, an index by force keeps a short table from being joined (and
 * locked) as a whole, and a subquery's LIMIT 1 keeps the server from reading all
 * that was ever shown to the user at once.
 */
#define SEARCH(walks) \
	"SELECT " HIRE_COLUMNS " FROM (SELECT job_id, SUM(points) AS score FROM (SELECT job_id, " \
	"ROUND(100 * weight * LN(1 + 64 / COUNT(*) OVER (PARTITION BY slot))) AS points " \
	"FROM (" walks WALK_ALL ") w) s GROUP BY job_id ORDER BY score DESC, job_id LIMIT ?) m " \
	"STRAIGHT_JOIN jobs j FORCE INDEX (PRIMARY) ON j.id = m.job_id WHERE j.status = 'queued' " \
	"AND (SELECT 1 FROM jobs o FORCE INDEX (PRIMARY) WHERE o.id = m.job_id " \
	"AND o.status = 'queued' AND o.sender <> ? LIMIT 1) IS NOT NULL " \
	"AND (SELECT 1 FROM presentations p FORCE INDEX (presentations_user) " \
	"WHERE p.user_id = ? AND p.job_id = m.job_id LIMIT 1) IS NULL " \
	"LIMIT 1 FOR UPDATE SKIP LOCKED"

/* Walks that meet nothing cost time too: an agent of few words has a search of its own. */
static const struct search {
	int words;
	const char *sql;
} searches[] = {
	{ 4, SEARCH(WALKS_4) },
	{ 8, SEARCH(WALKS_8) },
	{ 12, SEARCH(WALKS_12) },
	{ AGENT_TOKENS, SEARCH(WALKS_16) },
};

/* The values of a search: four a word, two of the last walk, three of the rest. */
enum { WORD_VALUES = 4, OTHER_VALUES = 5 };

static struct tokens tokens_of(struct arena *arena, const struct agent *agent, int *tags)
{
	struct tokens tokens = { .count = 0 };

	tokens_read(arena, agent->tags.text, AGENT_TOKENS, &tokens);
	*tags = tokens.count;
	tokens_read(arena, agent->personality, AGENT_TOKENS, &tokens);
	return tokens;
}

static const struct search *search_for(int words)
{
	const struct search *search = searches;

	while (search->words < words)
		search++;
	return search;
}

static struct values fill(const struct agent *agent, const struct tokens *tokens, int tags,
			  int walks, const struct reach *reach, struct value *out)
{
	struct value *at = out;

	for (int i = 0; i < walks; i++) {
		*at++ = V(i < tags ? TAG_WEIGHT : WORD_WEIGHT);
		*at++ = i < tokens->count ? value_int(tokens->list[i])
					  : (struct value){ .kind = VALUE_NULL };
		*at++ = V(reach->after);
		*at++ = V(reach->of_word);
	}
	*at++ = V(reach->after);
	*at++ = V(reach->of_queue);
	*at++ = V(walks * reach->of_word + reach->of_queue);
	*at++ = V(agent->owner_id);
	*at++ = V(agent->owner_id);
	return (struct values){ out, (int)(at - out) };
}

enum error match_lock(struct db *db, const struct agent *agent, const struct reach *reach,
		      struct hire *out, bool *found)
{
	struct rows *rows;
	struct value values[WORD_VALUES * AGENT_TOKENS + OTHER_VALUES];
	int tags;
	struct tokens tokens = tokens_of(db_arena(db), agent, &tags);
	const struct search *search = search_for(tokens.count);

	TRY(db_query_values(db, &rows, search->sql,
			    fill(agent, &tokens, tags, search->words, reach, values)));
	*found = rows_next(rows);
	if (*found)
		*out = hire_from_row(rows);
	return OK;
}

void match_queue_end(struct db *db, const struct reach *reach, struct rows **last)
{
	db_queue_query(db, last, "SELECT id FROM jobs FORCE INDEX (jobs_waiting) WHERE waiting = TRUE "
				 "AND id > ? ORDER BY id LIMIT 1 OFFSET ?",
		       reach->after, reach->of_queue - 1);
}
